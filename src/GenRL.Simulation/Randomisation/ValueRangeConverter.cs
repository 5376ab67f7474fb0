using System.Text.Json;
using System.Text.Json.Serialization;

namespace GenRL.Simulation.Randomisation;

/// <summary>A range as an array of its two bounds, as people write it.</summary>
internal sealed class ValueRangeConverter : JsonConverter<ValueRange>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">It is anything else than two numbers.</exception>
    public override ValueRange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw NotARange();
        }

        double low = Bound(ref reader), high = Bound(ref reader);
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray ? new ValueRange(low, high) : throw NotARange();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ValueRange value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Low);
        writer.WriteNumberValue(value.High);
        writer.WriteEndArray();
    }

    private static double Bound(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : throw NotARange();

    private static JsonException NotARange() => new("A range is two numbers, such as [0.8, 1.2].");
}
