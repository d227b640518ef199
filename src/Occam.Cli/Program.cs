using Occam.Cli.Hosting;

return CommandHost.Run(args, Terminal.OfProcess());
