using System.CommandLine;
using System.CommandLine.Help;
using Occam.Cli.Commands;

namespace Occam.Cli.Hosting;

/// <summary>The one place that runs commands and turns whatever goes wrong into a message and an exit code.</summary>
internal static class CommandHost
{
    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        using var interruption = new Interruption(terminal.Error);
        return Run(arguments, new Session(terminal, interruption.Token));
    }

    /// <summary>As above, with the caller's cancellation.</summary>
    public static int Run(IReadOnlyList<string> arguments, Session session)
    {
        var verbose = new Option<bool>("--verbose")
        {
            Description = "Show where in the program a failure happened (stack trace), for a bug report.",
            Recursive = true,
        };
        var root = Build(session, verbose);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction and not HelpWithExamples)
        {
            return Complain(parsed, session.Terminal.Error);
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = session.Terminal.Output,
                Error = session.Terminal.Error,
            });
        }
        catch (Exception e) when (!parsed.GetValue(verbose) || e is OperationCanceledException)
        {
            return ErrorReport.Write(e, session, NameOf(parsed));
        }
        catch (Exception e)
        {
            session.Terminal.Error.WriteLine(e);
            return ErrorReport.CodeOf(e);
        }
    }

    private static RootCommand Build(Session session, Option<bool> verbose)
    {
        var root = new RootCommand("""
            Occam makes neural networks smaller and faster: give it an ONNX file, get a smaller ONNX file, with measured proof.

            Start here:
              occam compress model.onnx --data images/ --target-macs 0.5 --quantize int8 --output out/
            """)
        {
            new CompressCommand(session),
            new QuantizeCommand(session),
            new PruneCommand(session),
            new SensitivityCommand(session),
            new InspectCommand(session),
            new VerifyCommand(session),
            new BenchCommand(session),
            new TrainCommand(session),
            new DataCommand(session),
            new SearchCommand(session),
            new TestCommand(session),
            new ExportCommand(session),
            new ReportCommand(session),
            new ConfigCommand(session),
            new DoctorCommand(session),
            verbose,
        };
        root.HelpName = "occam";
        var help = root.Options.OfType<HelpOption>().Single();
        var action = new HelpWithExamples((HelpAction)help.Action!);
        help.Action = action;
        help.Description = "Show help; each command has its own: occam compress --help.";
        root.SetAction(parsed =>
        {
            action.Invoke(parsed);
            return ExitCode.Usage;
        });
        return root;
    }

    private static int Complain(ParseResult parsed, TextWriter error)
    {
        var command = NameOf(parsed);
        // The library adds what follows from another mistake, and names .NET types; those are left out where something better is said.
        var problems = parsed.Errors.Select(problem => problem.Message).Distinct(StringComparer.Ordinal).ToArray();
        var better = problems.Where(problem => !problem.Contains("expected type 'System.", StringComparison.Ordinal) && !problem.StartsWith("Required command", StringComparison.Ordinal)).ToArray();
        foreach (var problem in better.Length > 0 ? better : problems)
        {
            error.WriteLine($"{command}: {problem}");
        }

        error.WriteLine($"'{command} --help' lists what is allowed.");
        return ExitCode.Usage;
    }

    private static string NameOf(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var symbol = parsed.CommandResult; symbol is not null; symbol = symbol.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Push(symbol.Command is RootCommand ? "occam" : symbol.Command.Name);
        }

        return string.Join(' ', names);
    }
}
