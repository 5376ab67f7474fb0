using System.ComponentModel;
using System.Diagnostics;

namespace GenRL.Learning.Tests.Export;

/// <summary>ONNX's reference checker and shape inference, run in Python.</summary>
internal static class OnnxChecker
{
    private const string Script = """
        import sys, onnx
        from onnx import shape_inference
        model = onnx.load(sys.argv[1])
        onnx.checker.check_model(model, full_check=True)
        shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
        print(model.ir_version, model.opset_import[0].version, len(model.graph.node))
        """;

    /// <summary>The first Python that has the module; Debian's own is tried before whatever the path offers.</summary>
    private static readonly Lazy<string?> Interpreter =
        new(() => new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(python => Run(python, "import onnx") is { ExitCode: 0 }));

    public static bool Present => Interpreter.Value is not null;

    /// <summary>Checks a model file and returns "IR version, operator set, nodes", or throws with the checker's message.</summary>
    public static string Check(string path)
    {
        string python = Interpreter.Value ?? throw new InvalidOperationException("No Python with the onnx module.");
        (int exitCode, string output) = Run(python, Script, path)!.Value;
        return exitCode == 0 ? output.Trim() : throw new InvalidDataException(output);
    }

    private static (int ExitCode, string Output)? Run(string python, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(python) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
