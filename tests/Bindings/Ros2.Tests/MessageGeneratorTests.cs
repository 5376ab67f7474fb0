using GenRL.MessageGenerator;

namespace ROS2.Tests;

/// <summary>The reader of .msg and .srv files and the type hash.</summary>
public class MessageGeneratorTests
{
    private static readonly InterfaceName Name = new("test_msgs", "msg", "Thing");

    [Theory]
    [InlineData("sensor_msgs/msg/JointState", "RIHS01_a13ee3a330e346c9d87b5aa18d24e11690752bd33a0350f11c5882bc9179260e")]
    [InlineData("std_msgs/msg/String", "RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18")]
    public void Type_hashes_are_those_of_ROS_2(string type, string hash)
    {
        RosTypeSupport[] types = [sensor_msgs.msg.JointState.__TypeSupport, std_msgs.msg.String.__TypeSupport];
        Assert.Equal(hash, Assert.Single(types, candidate => candidate.RosTypeName == type).TypeHash);
    }

    [Fact]
    public void All_forms_of_a_line_are_understood()
    {
        MessageDefinition message = InterfaceParser.ParseMessage(Name, """
            # a comment
            int32 MAX=0x7f   # with a comment
            string GREETING="a # b"
            bool flag true
            string<=10 short_text "hi"
            float64[3] vector
            uint8[<=5] few
            Other[] others
            std_msgs/Header header
            std_msgs/msg/Header[2] two_headers
            """, "Thing.msg");

        Assert.Equal(["MAX", "GREETING"], message.Constants.Select(constant => constant.Name));
        Assert.Equal("\"a # b\"", message.Constants[1].ValueText);
        Assert.Equal(["flag", "short_text", "vector", "few", "others", "header", "two_headers"], message.Fields.Select(field => field.Name));
        Assert.Equal([15, 21, 11 + 48, 3 + 96, 1 + 144, 1, 1 + 48], message.Fields.Select(field => field.Type.HashTypeId));
        Assert.Equal("test_msgs/msg/Other", message.Fields[4].Type.Nested!.ToString());
        Assert.Equal("true", message.Fields[0].DefaultText);
    }

    [Theory]
    [InlineData("int32", "expected 'type name'")]
    [InlineData("int32 Upper", "lower case")]
    [InlineData("int32 a__b", "lower case")]
    [InlineData("int32 a_", "lower case")]
    [InlineData("int32 lower=3", "upper case")]
    [InlineData("wstring text", "wstring is not supported")]
    [InlineData("int33 number", "neither a built-in type")]
    [InlineData("int32[0] none", "not a positive number")]
    [InlineData("int32[<=99999999999] many", "not a positive number")]
    [InlineData("int32[ a", "is not a type")]
    [InlineData("int32<=4 number", "only a string can be bounded")]
    [InlineData("int32[] list [1, 2]", "single built-in values")]
    [InlineData("a/b/c/d field", "is not a message name")]
    [InlineData("Other THING=3", "a constant needs")]
    public void A_bad_line_is_refused_with_its_place_and_reason(string line, string reason)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => InterfaceParser.ParseMessage(Name, $"int8 fine\n{line}\n", "Thing.msg"));
        Assert.StartsWith("Thing.msg:2: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int8 a")]
    [InlineData("---\n---\n")]
    public void A_service_needs_exactly_one_separator(string text)
    {
        InterfaceName service = Name with { Kind = "srv" };
        Assert.Throws<InvalidDataException>(() => InterfaceParser.ParseService(service, text, "Thing.srv"));
    }

    [Fact]
    public void The_line_numbers_of_a_response_count_from_the_file_s_start()
    {
        InterfaceName service = Name with { Kind = "srv" };
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => InterfaceParser.ParseService(service, "int8 a\n---\nint8 B\n", "Thing.srv"));
        Assert.StartsWith("Thing.srv:3: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_declared_twice_is_refused() =>
        Assert.Throws<InvalidDataException>(() => InterfaceParser.ParseMessage(Name, "int8 a\nint16 a\n", "Thing.msg"));

    [Fact]
    public void Unknown_and_circular_references_are_refused()
    {
        InterfaceRepository unknown = new();
        unknown.Add(Name, "Missing field", "Thing.msg");
        Assert.Contains("test_msgs/msg/Missing", Assert.Throws<InvalidDataException>(unknown.CheckReferences).Message, StringComparison.Ordinal);

        InterfaceRepository circular = new();
        circular.Add(Name, "Other other", "Thing.msg");
        circular.Add(Name with { Name = "Other" }, "Thing[] things", "Other.msg");
        Assert.Contains("contains itself", Assert.Throws<InvalidDataException>(circular.CheckReferences).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uint8 A=256")]
    [InlineData("int8 A=-129")]
    [InlineData("uint64 A=-1")]
    [InlineData("bool A=maybe")]
    [InlineData("float64 A=one")]
    public void A_value_outside_its_type_is_refused(string line)
    {
        InterfaceRepository repository = new();
        repository.Add(Name, line, "Thing.msg");
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => new MessageWriter(repository, repository.Get(Name)).Write());
        Assert.StartsWith("test_msgs/msg/Thing.A: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Thing", "frame_id", "FrameId")]
    [InlineData("Thing", "is_bigendian", "IsBigendian")]
    [InlineData("Thing", "k", "K")]
    [InlineData("Thing", "thing", "Thing_")]
    public void Properties_have_the_names_rcldotnet_gives_them(string className, string field, string property) =>
        Assert.Equal(property, CSharpNaming.Property(className, field));

    [Fact]
    public void Constants_defaults_and_bounds_are_in_the_generated_classes()
    {
        Assert.Equal(3, diagnostic_msgs.msg.DiagnosticStatus.STALE);
        Assert.Equal(1.0, new geometry_msgs.msg.Quaternion().W);
        Assert.Equal(12, sensor_msgs.msg.CameraInfo.PLength);
        Assert.Equal(9, new sensor_msgs.msg.CameraInfo().R.Length);
    }
}
