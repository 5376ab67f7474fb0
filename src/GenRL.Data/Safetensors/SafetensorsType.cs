namespace GenRL.Data;

/// <summary>Element types of the safetensors files this project reads and writes; the names are the format's.</summary>
public enum SafetensorsType
{
    F32,
    F16,
    I64,
    U8,
}
