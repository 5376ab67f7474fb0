using TorchSharp.Interop;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Initializers. They change the tensor without recording gradients and answer it.</summary>
        public static class init
        {
            public enum NonlinearityType
            {
                Linear = 0,
                Conv1D = 1,
                Conv2D = 2,
                Conv3D = 3,
                ConvTranspose1D = 4,
                ConvTranspose2D = 5,
                ConvTranspose3D = 6,
                Sigmoid = 7,
                Tanh = 8,
                ReLU = 9,
                LeakyReLU = 10,
            }

            public enum FanInOut
            {
                FanIn = 0,
                FanOut = 1,
            }

            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2.0),
                NonlinearityType.LeakyReLU => Math.Sqrt(2.0 / (1 + param * param)),
                _ => 1.0,
            };

            public static Tensor ones_(Tensor tensor) => WithoutGrad(() => tensor.fill_(1));

            public static Tensor zeros_(Tensor tensor) => WithoutGrad(tensor.zero_);

            public static Tensor constant_(Tensor tensor, Scalar val) => WithoutGrad(() => tensor.fill_(val));

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                WithoutGrad(() => tensor.uniform_(low, high, generator));

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                WithoutGrad(() => tensor.normal_(mean, std, generator));

            /// <summary>A normal distribution cut off at <paramref name="a"/> and <paramref name="b"/>.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0.0, double std = 1.0, double a = -2.0, double b = 2.0, Generator? generator = null) =>
                WithoutGrad(() =>
                {
                    // Uniform between the two bounds' cumulative probabilities, through the inverse of the normal distribution.
                    double low = Cumulative((a - mean) / std), high = Cumulative((b - mean) / std);
                    tensor.uniform_(2 * low - 1, 2 * high - 1, generator).Dispose();
                    using Tensor inverse = tensor.erfinv();
                    tensor.copy_(inverse).Dispose();
                    tensor.mul_(std * Math.Sqrt(2.0)).Dispose();
                    tensor.add_(mean).Dispose();
                    return tensor.clamp_((Scalar?)a, (Scalar?)b);
                });

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                double bound = Math.Sqrt(3.0) * gain * Math.Sqrt(2.0 / (fanIn + fanOut));
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor xavier_normal_(Tensor tensor, double gain = 1.0)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return normal_(tensor, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
            }

            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                double bound = Math.Sqrt(3.0) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            /// <summary>Fills a matrix with orthonormal rows or columns, whichever are fewer.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1.0) => WithoutGrad(() =>
            {
                if (tensor.ndim < 2)
                {
                    throw new ArgumentException("Only tensors of two or more dimensions can be orthogonal.");
                }
                using DisposeScope scope = NewDisposeScope();
                long rows = tensor.size(0);
                long columns = tensor.numel() / rows;
                Tensor flat = randn(rows, columns, tensor.dtype, tensor.device);
                Tensor tall = rows < columns ? flat.t() : flat;
                Tensor q = NativeError.Wrap(gt_qr_q(tall.Handle, out nint upper), tall);
                // The signs of R's diagonal make the distribution uniform.
                Tensor orthonormal = q * new Tensor(upper).diagonal().sign();
                Tensor fitting = rows < columns ? orthonormal.t() : orthonormal;
                tensor.copy_(fitting.reshape(tensor.shape)).Dispose();
                return tensor.mul_(gain).MoveToOuterDisposeScope();
            });

            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                long[] shape = tensor.shape;
                if (shape.Length < 2)
                {
                    throw new ArgumentException("Fan in and fan out are defined for tensors of two or more dimensions only.");
                }
                long field = shape.Skip(2).Aggregate(1L, (product, size) => product * size);
                return (shape[1] * field, shape[0] * field);
            }

            private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static double Cumulative(double x)
            {
                using Tensor argument = torch.tensor(x / Math.Sqrt(2.0));
                using Tensor erf = argument.erf();
                return (1 + erf.ToDouble()) / 2;
            }

            private static Tensor WithoutGrad(Func<Tensor> change)
            {
                using IDisposable noGrad = no_grad();
                return change();
            }
        }
    }
}
