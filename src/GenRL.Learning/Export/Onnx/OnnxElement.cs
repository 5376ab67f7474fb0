namespace GenRL.Learning.Export.Onnx;

/// <summary>Element types the exporter writes; the numbers are ONNX's.</summary>
public enum OnnxElement
{
    Float32 = 1,
    UInt8 = 2,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
}
