namespace TorchSharp;

/// <summary>Conversions of whole modules; they change the module and answer it.</summary>
public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, torch.Device device) where T : torch.nn.Module
    {
        module.ConvertTo(device, null);
        return module;
    }

    public static T to<T>(this T module, torch.ScalarType type) where T : torch.nn.Module
    {
        module.ConvertTo(null, type);
        return module;
    }

    public static T to<T>(this T module, torch.Device device, torch.ScalarType type) where T : torch.nn.Module
    {
        module.ConvertTo(device, type);
        return module;
    }

    public static T cpu<T>(this T module) where T : torch.nn.Module => module.to(torch.CPU);
}
