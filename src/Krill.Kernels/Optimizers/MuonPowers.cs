namespace Krill.Kernels;

/// <summary>The operands of Muon's polynomial: square matrices.</summary>
/// <param name="Gram">G.</param>
/// <param name="GramSquared">G².</param>
/// <param name="Polynomial">Written.</param>
internal readonly record struct MuonPowers(Storage Gram, Storage GramSquared, Storage Polynomial);
