using GenRL.MessageGenerator;

namespace ROS2.Tests;

/// <summary>The reader of .msg and .srv files and the type hash.</summary>
public class MessageGeneratorTests
{
    private static readonly InterfaceName Name = new("test_msgs", "msg", "Thing");

    /// <summary>Hashes as <c>ros2 topic info --verbose</c> shows them: equal hashes mean equal names, types and order of all fields.</summary>
    public static TheoryData<IRosMessage, string> RosHashes => new()
    {
        { new sensor_msgs.msg.JointState(), "a13ee3a330e346c9d87b5aa18d24e11690752bd33a0350f11c5882bc9179260e" },
        { new sensor_msgs.msg.Image(), "d31d41a9a4c4bc8eae9be757b0beed306564f7526c88ea6a4588fb9582527d47" },
        { new sensor_msgs.msg.CameraInfo(), "b3dfd68ff46c9d56c80fd3bd4ed22c7a4ddce8c8348f2f59c299e73118e7e275" },
        { new std_msgs.msg.String(), "df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18" },
        { new rosgraph_msgs.msg.Clock(), "692f7a66e93a3c83e71765d033b60349ba68023a8c689a79e48078bcb5c58564" },
        { new geometry_msgs.msg.TransformStamped(), "0a241f87d04668d94099cbb5ba11691d5ad32c2f29682e4eb5653424bd275206" },
        { new diagnostic_msgs.msg.DiagnosticArray(), "5a8a36efb05fb25070fa0fb3810290c0e6cd4862b54a8fb975a1ee8dc55a333e" },
        { new trajectory_msgs.msg.JointTrajectory(), "179b33eba59d676f6d967ac71fe35e7ca2f64b2f3928f4a018cec115e213796e" },
        { new rcl_interfaces.msg.Log(), "e28ce254ca8abc06abf92773b74602cdbf116ed34fbaf294fb9f81da9f318eac" },
        { new rmw_dds_common.msg.ParticipantEntitiesInfo(), "91a0593bacdcc50ea9bdcf849a938b128412cc1ea821245c663bcd26f83c295e" },
        { new std_srvs.srv.SetBool_Request(), "c62fbb99d94e1b25e8ef9e109f9581956bb1b3361a45a4e5810c36a90d29932e" },
        { new std_srvs.srv.Trigger_Request(), "d010825374ce8918e72bfd826c82603e60f45419e932ea976f807b74a863a199" },
    };

    [Theory]
    [MemberData(nameof(RosHashes))]
    public void Type_hashes_are_those_of_ROS_2(IRosMessage message, string hash) =>
        Assert.Equal("RIHS01_" + hash, message.__GetTypeSupport().TypeHash);

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
