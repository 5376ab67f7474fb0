using System.Globalization;
using GenRL.Robots;
using GenRL.Robots.Scenes;
using MuJoCo;

namespace GenRL.Simulation.Viewing;

/// <summary>Describes a compiled model for drawing: its bodies and joints, what is seen, lights and cameras.</summary>
public sealed class SceneExport
{
    // MuJoCo shows these groups of geoms unless told otherwise; models keep what is only touched in the others
    private const int ShownGroups = 3;

    private readonly MjModel _model;
    private readonly SceneMaterials _materials;

    private SceneExport(MjModel model) => (_model, _materials) = (model, new SceneMaterials(model));

    /// <summary>The scene of a world.</summary>
    /// <exception cref="InvalidOperationException">The model has a part that scenes cannot express; the message names it.</exception>
    public static SceneDescription Of(PhysicsEnvironment world) => Of(world.Model, world.Robot);

    /// <inheritdoc cref="Of(PhysicsEnvironment)"/>
    internal static SceneDescription Of(MjModel model, RobotDescription robot)
    {
        SceneExport export = new(model);
        return new SceneDescription(
            robot.Name,
            [.. robot.Joints.Select(joint => joint.Name)],
            export.Each("nbody", export.Body),
            [.. Enumerable.Range(0, model.Count("ngeom")).Where(export.IsSeen).Select(export.Geom)],
            export.Each("nlight", export.Light),
            export.Each("ncam", export.Camera),
            export._materials.Sky(),
            [.. model.Field<double>("qpos0").Span]);
    }

    private List<T> Each<T>(string count, Func<int, T> describe) => [.. Enumerable.Range(0, _model.Count(count)).Select(describe)];

    private SceneBody Body(int body)
    {
        int first = _model.Field<int>("body_jntadr")[body], joints = _model.Field<int>("body_jntnum")[body];
        return new SceneBody(
            Name(MjObject.Body, body, "body"),
            _model.Field<int>("body_parentid")[body],
            Row("body_pos", body),
            Row("body_quat", body),
            [.. Enumerable.Range(first, joints).Select(Joint)]);
    }

    private SceneJoint Joint(int joint)
    {
        var kind = (SceneJointKind)_model.Field<int>("jnt_type")[joint];
        int address = _model.Field<int>("jnt_qposadr")[joint];
        bool scalar = kind is SceneJointKind.Slide or SceneJointKind.Hinge;
        bool limited = scalar && _model.Field<byte>("jnt_limited")[joint] != 0;
        Span<double> range = _model.Field<double>("jnt_range").Row(joint);
        return new SceneJoint(
            Name(MjObject.Joint, joint, "joint"),
            kind,
            Row("jnt_pos", joint),
            Row("jnt_axis", joint),
            address,
            scalar ? _model.Field<double>("qpos0")[address] : 0,
            limited ? range[0] : null,
            limited ? range[1] : null);
    }

    private bool IsSeen(int geom) => _model.Field<int>("geom_group")[geom] < ShownGroups && _materials.Colour(geom)[3] > 0;

    private SceneGeom Geom(int geom)
    {
        var shape = (SceneShape)_model.Field<int>("geom_type")[geom];
        double[] size = Row("geom_size", geom);
        return Enum.IsDefined(shape)
            ? new SceneGeom(
                _model.Name(MjObject.Geom, geom),
                _model.Field<int>("geom_bodyid")[geom],
                shape,
                size,
                Row("geom_pos", geom),
                Row("geom_quat", geom),
                _materials.Colour(geom),
                _materials.Checker(geom, size))
            : throw new InvalidOperationException(
                $"Geom {Name(MjObject.Geom, geom, "geom")} is a {shape} by MuJoCo's numbers, which scenes do not have: planes, spheres, capsules, ellipsoids, cylinders and boxes can be drawn.");
    }

    private SceneLight Light(int light) => new(
        _model.Field<int>("light_bodyid")[light],
        _model.Field<byte>("light_directional")[light] != 0,
        Row("light_pos", light),
        Row("light_dir", light),
        [.. _model.Field<float>("light_diffuse").Row(light).ToArray().Select(SceneMaterials.Rounded)]);

    private SceneCamera Camera(int camera) => new(
        Name(MjObject.Camera, camera, "camera"),
        _model.Field<int>("cam_bodyid")[camera],
        _model.Field<int>("cam_mode")[camera] == 0,
        Row("cam_pos", camera),
        Row("cam_quat", camera),
        double.DegreesToRadians(_model.Field<double>("cam_fovy")[camera]));

    private double[] Row(string field, int row) => _model.Field<double>(field).Row(row).ToArray();

    private string Name(MjObject kind, int id, string otherwise) =>
        _model.Name(kind, id) ?? string.Create(CultureInfo.InvariantCulture, $"{otherwise}_{id}");
}
