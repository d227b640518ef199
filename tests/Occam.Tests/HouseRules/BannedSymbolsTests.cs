using System.Reflection;
using Occam.Testing;
using TorchSharp;

namespace Occam.Tests.HouseRules;

public sealed class BannedSymbolsTests
{
    private static readonly Assembly[] Assemblies = [typeof(object).Assembly, typeof(Console).Assembly, typeof(torch).Assembly];

    // The analyzer ignores a symbol that it does not find, so a signature with a slip bans nothing.
    [Theory]
    [InlineData("BannedSymbols.txt")]
    [InlineData("BannedSymbols.Libraries.txt")]
    public void Every_banned_symbol_exists(string file)
    {
        foreach (var line in File.ReadLines(SharedFiles.InRepository("eng", file)))
        {
            var symbol = line[..line.IndexOf(';', StringComparison.Ordinal)];

            Assert.True(Exists(symbol), $"{file}: no {symbol}");
        }
    }

    [Theory]
    [InlineData("M:TorchSharp.torch.Tensor.hardtanh(System.Double,System.Double)")]
    [InlineData("T:System.Consol")]
    [InlineData("P:System.DateTime.Later")]
    public void A_symbol_with_a_slip_does_not_exist(string symbol) => Assert.False(Exists(symbol));

    // Documentation identifiers: T:Type, P:Type.Property, M:Type.Method(Type,Type), M:Type.#ctor.
    private static bool Exists(string symbol)
    {
        var name = symbol[2..];
        if (symbol.StartsWith("T:", StringComparison.Ordinal))
        {
            return Find(name) is not null;
        }

        var open = name.IndexOf('(', StringComparison.Ordinal);
        var path = open < 0 ? name : name[..open];
        var parameters = open < 0 ? string.Empty : name[(open + 1)..^1];
        var member = path[(path.LastIndexOf('.') + 1)..];
        const BindingFlags All = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return Find(path[..path.LastIndexOf('.')]) is { } type && (symbol[0], member) switch
        {
            ('P', _) => type.GetProperty(member, All) is not null,
            (_, "#ctor") => type.GetConstructors(All).Any(c => string.Equals(Parameters(c), parameters, StringComparison.Ordinal)),
            _ => type.GetMethods(All).Any(m => m.Name == member && string.Equals(Parameters(m), parameters, StringComparison.Ordinal)),
        };
    }

    private static string Parameters(MethodBase method) => string.Join(',', method.GetParameters().Select(p => Name(p.ParameterType)));

    private static Type? Find(string name) => Assemblies.SelectMany(a => a.GetExportedTypes()).FirstOrDefault(t => Name(t) == name);

    private static string Name(Type type) => type.FullName?.Replace('+', '.') ?? type.Name;
}
