using Occam.Datasets;
using Occam.Datasets.Tables;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The data sets that Occam reads; a new one is a line here.</summary>
internal static class BuiltInDatasets
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<DatasetContext, DataSplits> kind)
    {
        kind.Add<DataFolderOptions>("folder", typeof(DataSource), (options, context) => DataSource.Open(options.Path, context.Input));
        kind.Add<TableFileOptions>("table", typeof(TableDataset), (options, context) => DataSource.Open(options.Path, context.Input, options.ToTable()));
    }
}
