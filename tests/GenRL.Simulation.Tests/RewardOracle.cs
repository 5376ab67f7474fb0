using MuJoCo;

namespace GenRL.Simulation.Tests;

/// <summary>The reward tables of the specification, section 7, written a second time in its own symbols, from raw arrays.</summary>
internal static class RewardOracle
{
    private const double Inf = double.PositiveInfinity;

    public static Dictionary<string, double> Judge(PhysicsEnvironment world) => world.Robot.Name switch
    {
        "cheetah" => JudgeCheetah(world),
        "quadruped" => JudgeQuadruped(world),
        "kitchen" => JudgeKitchen(world),
        _ => JudgeBiped(world),
    };

    private static Dictionary<string, double> JudgeCheetah(PhysicsEnvironment world)
    {
        double Z(string body) => world.Data.Field<double>("xpos").Row(world.Model.Id(MjObject.Body, body))[2];
        double h = Z("torso"), zb = Z("bfoot"), zf = Z("ffoot");
        double v = world.Data.Field<double>("subtree_linvel").Row(1)[0], ly = world.Data.Field<double>("subtree_angmom").Row(1)[1];
        return new Dictionary<string, double>
        {
            ["run"] = Math.Clamp(v / 10, 0, 1),
            ["standing"] = G(Math.Min(zb, zf), -Inf, .15, .225) * G(Math.Max(zb, zf), 1, Inf, .5),
            ["lying_down"] = (G(h, -Inf, .15, .225) + G(zb + zf, .45, Inf, .225)) / 2,
            ["run_backward"] = Math.Clamp(-v / 10, 0, 1),
            ["flip"] = L(ly, 5, Inf, 5, 0),
            ["flip_backward"] = L(-ly, 5, Inf, 5, 0),
            ["flipping"] = Math.Max(L(ly, 5, Inf, 5, 0), L(0 * ly, 5, Inf, 5, 0)),
        };
    }

    private static Dictionary<string, double> JudgeQuadruped(PhysicsEnvironment world)
    {
        double Z(string body) => world.Data.Field<double>("xpos").Row(world.Model.Id(MjObject.Body, body))[2];
        double p = (1 + world.Data.Field<double>("xmat").Row(1)[8]) / 2;
        Span<double> velocity = world.Data.Field<double>("sensordata").Span[6..9];
        double vx = velocity[0], speed = Math.Sqrt(velocity.ToArray().Sum(x => x * x)), c = world.Data.Field<double>("subtree_com").Row(1)[2];
        double[] t = [.. new[] { "front_left", "front_right", "back_left", "back_right" }.Select(leg => Z($"toe_{leg}")).Order()];
        return new Dictionary<string, double>
        {
            ["stand"] = p,
            ["walk"] = p * Math.Clamp((1 + vx / .5) / 2, 0, 1),
            ["run"] = p * Math.Clamp((1 + vx / 5) / 2, 0, 1),
            ["jump"] = p * Math.Clamp((1 + c) / 2, 0, 1),
            ["lie_down"] = G(Z("torso"), -Inf, .2, .3),
            ["two_legs"] = (t[2] + t[3]) / 2 >= .8 ? G((t[0] + t[1]) / 2, -Inf, .2, .3) : 0,
            ["roll"] = p * Math.Clamp((1 + speed / .5) / 2, 0, 1),
            ["roll_fast"] = p * Math.Clamp((1 + speed / 5) / 2, 0, 1),
        };
    }

    // section 6.4, from what is observed: success is judged by noisy readings
    private static Dictionary<string, double> JudgeKitchen(PhysicsEnvironment world)
    {
        var y = new float[world.StateSize];
        world.ReadState(y);
        double Within(double distance, double tolerance) => distance < tolerance ? 1 : 0;
        return new Dictionary<string, double>
        {
            ["microwave"] = Within(Math.Abs(y[22] + .75), .25),
            ["light"] = Within(Math.Sqrt(Math.Pow(y[17] + .69, 2) + Math.Pow(y[18] + .05, 2)), .5),
            ["burner"] = Within(Math.Sqrt(Math.Pow(y[11] + .88, 2) + Math.Pow(y[12] + .01, 2)), .5),
            ["slide"] = Within(Math.Abs(y[19] - .37), .2),
        };
    }

    private static Dictionary<string, double> JudgeBiped(PhysicsEnvironment world)
    {
        bool stickman = world.Robot.Name == "stickman";
        double X(string body) => world.Data.Field<double>("xpos").Row(world.Model.Id(MjObject.Body, body))[0];
        double Z(string body) => world.Data.Field<double>("xpos").Row(world.Model.Id(MjObject.Body, body))[2];
        double Rzz(string body) => world.Data.Field<double>("xmat").Row(world.Model.Id(MjObject.Body, body))[8];
        double h = Z("torso"), u = Rzz("torso");
        double v = world.Data.Field<double>("subtree_linvel").Row(1)[0], ly = world.Data.Field<double>("subtree_angmom").Row(1)[1];
        double zf = (Z("left_foot") + Z("right_foot")) / 2, zl = (Z("left_leg") + Z("right_leg")) / 2, zt = (Z("left_thigh") + Z("right_thigh")) / 2;
        double fLo = Math.Min(Z("left_foot"), Z("right_foot")), fHi = Math.Max(Z("left_foot"), Z("right_foot"));
        bool leftHigher = Z("left_leg") >= Z("right_leg"), leftLower = Z("left_leg") <= Z("right_leg");
        double lLo = Math.Min(Z("left_leg"), Z("right_leg")), lHi = Math.Max(Z("left_leg"), Z("right_leg"));

        double standing = stickman ? 1.15 : 1.2;
        double s = (3 * G(h, standing, Inf, standing / 2) + (1 + u) / 2) / 4, s1 = G(h, 1, Inf, .5);
        double t = (3 * G(h, .75, Inf, .375) + (1 + u) / 2) / 4, k = (3 * G(h, .55, Inf, .275) + (1 + u) / 2) / 4;
        double up = (3 * G(zf, 1.1, Inf, .55) + 2 * G(zt, 1.0, Inf, .5)) / 5;
        double dl = Math.Max(.1, Math.Abs(X("left_foot") - X("left_thigh"))) - .1;
        double dr = Math.Max(.1, Math.Abs(X("right_foot") - X("right_thigh"))) - .1;
        var rewards = new Dictionary<string, double>
        {
            ["stand"] = s,
            ["walk"] = s * (5 * L(v, 1, Inf, .5, .5) + 1) / 6,
            ["run"] = s * (5 * L(v, 8, Inf, 4, .5) + 1) / 6,
            ["flipping"] = up * (5 * Math.Max(L(ly, 16, Inf, 8, .5), L(ly, -Inf, -16, 8, .5)) + 1) / 6,
            ["one_foot"] = s1 * G(fHi, .5, Inf, .25) * D(fLo),
            ["high_kick"] = s1 * (3 * G(fHi, standing, Inf, standing / 2) + D(fLo)) / 4,
            ["lying_down"] = (3 * D(h) + (1 - Math.Abs(u)) + D(zt) + D(zl) + D(zf)) / 7,
            ["sit_knees"] = k * (3 * G(zl, -Inf, .15, .225) + D(zf)) / 4 * Math.Exp(-(dl + dr) / 2),
            ["lunge_pose"] = t * (D(lLo) + G(lHi, .25, Inf, .125) + (1 - Math.Abs(Rzz(leftHigher ? "left_thigh" : "right_thigh")))
                + (1 - Math.Abs(Rzz(leftLower ? "left_leg" : "right_leg")))) / 4,
        };
        if (stickman)
        {
            double Vx(string body) => world.Data.Field<double>("subtree_linvel").Row(world.Model.Id(MjObject.Body, body))[0];
            rewards["stand"] = s * (v >= 0 ? 1 : 1.0 / 6);
            rewards["headstand"] = up;
            rewards["legs_up"] = (3 * D(h) + (1 - Math.Abs(u))) / 4 * G(zf, .35, Inf, .175);
            rewards["boxing"] = s * L(Math.Max(Math.Abs(Vx("left_hand")), Math.Abs(Vx("right_hand"))), 5, Inf, 2.5, .5);
            rewards["hands_up"] = s * G((Z("left_hand") + Z("right_hand")) / 2, 1.75, Inf, .875);
        }

        return rewards;
    }

    private static double G(double x, double lo, double hi, double m) => Math.Pow(.1, Math.Pow(Math.Max(Math.Max(lo - x, x - hi), 0) / m, 2));

    private static double L(double x, double lo, double hi, double m, double v) =>
        Math.Max(0, 1 - (1 - v) * Math.Max(Math.Max(lo - x, x - hi), 0) / m);

    private static double D(double x) => G(x, -Inf, .1, .15);
}
