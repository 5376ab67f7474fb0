namespace GenRL.Simulation.Exploration;

/// <summary>A kind of pose by how high the torso is and how far it leans.</summary>
/// <param name="Weight">How often it is chosen, relative to the others.</param>
/// <param name="LowestShare">Least torso height, as a share of the height when standing straight.</param>
/// <param name="HighestShare">Greatest torso height, as a share of the height when standing straight.</param>
/// <param name="LargestTiltRad">Largest pitch of the torso to either side.</param>
public sealed record PoseBand(double Weight, double LowestShare, double HighestShare, double LargestTiltRad);
