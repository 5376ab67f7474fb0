using GenRL.Cli.CommandLine;

return await CommandRunner.RunAsync(args).ConfigureAwait(false);
