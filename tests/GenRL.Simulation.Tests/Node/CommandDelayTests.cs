using GenRL.Simulation.Node;

namespace GenRL.Simulation.Tests.Node;

public class CommandDelayTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Commands_take_effect_so_many_steps_later_and_zeros_before(int steps)
    {
        var delay = new CommandDelay(2);
        delay.Start(7);
        delay.Pass([9, 9], new double[2]);
        delay.Start(steps);
        for (int step = 0; step < 10; step++)
        {
            double expected = step < steps ? 0 : step - steps + 1;
            Assert.Equal([expected, -expected], delay.Pass([step + 1, -(step + 1)], new double[2]).ToArray());
        }
    }
}
