using Krill.Data;

namespace Krill.Tests.Unit.Data;

public class ImageMovesTests
{
    public static TheoryData<FillMode, int, int> Shifts
    {
        get
        {
            var data = new TheoryData<FillMode, int, int>();
            foreach (FillMode fill in Enum.GetValues<FillMode>())
            {
                foreach (int shift in (int[])[1, -2, 4, -4, 5, -5, 9, -23])
                {
                    data.Add(fill, shift, 0);
                    data.Add(fill, -shift, shift);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shifts))]
    public void Translate_ShiftsOfAnySize_TakeEachPixelFromItsPlace(FillMode fill, int right, int down)
    {
        var shape = new ImageShape(3, 4, 2);
        float[] source = [.. Enumerable.Range(1, shape.Length).Select(i => (float)i)], target = new float[shape.Length];

        ImageMoves.Translate(source, target, shape, (down, right), fill, constant: -1);

        for (int i = 0; i < target.Length; i++)
        {
            int y = Edges.Pixel((i / 8) - down, 3, fill), x = Edges.Pixel((i / 2 % 4) - right, 4, fill);
            Assert.Equal(y < 0 || x < 0 ? -1 : source[(y * 8) + (x * 2) + (i % 2)], target[i]);
        }
    }
}
