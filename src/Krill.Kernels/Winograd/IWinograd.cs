namespace Krill.Kernels;

/// <summary>A kernel that computes a convolution, or the gradient of one, through Winograd's transforms.</summary>
internal interface IWinograd;
