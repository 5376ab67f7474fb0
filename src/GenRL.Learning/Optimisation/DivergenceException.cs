namespace GenRL.Learning.Optimisation;

/// <summary>Learning has left the range of numbers, which no further step can repair; the last checkpoint is from before.</summary>
public sealed class DivergenceException(string message) : ArithmeticException(message);
