namespace Krill.Kernels;

/// <summary>The operands of the first kernel of Muon, all shared and of one length but the squares.</summary>
/// <param name="Weights">Read for their norm.</param>
/// <param name="Gradient">Read.</param>
/// <param name="Momentum">Read and written.</param>
/// <param name="Update">Written.</param>
/// <param name="Squares">Written: <see cref="MuonNorms.Length"/> floats.</param>
internal readonly record struct MuonOperands(Storage Weights, Storage Gradient, Storage Momentum, Storage Update, Storage Squares);
