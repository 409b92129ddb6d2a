using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>Every product's name and id, sorted by name.</summary>
internal static class ListAllProductTypes
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        var types = new JsonMap();
        var names = call.Data.Ids(RetailTables.Products).Select(id => (Name: call.Data.Peek(RetailTables.Products, id)!.Text("name"), Id: id));
        foreach (var (name, id) in names.OrderBy(product => product.Name, StringComparer.Ordinal))
        {
            types[name] = id;
        }

        return new ToolOutput(PythonJsonWriter.Write(types));
    }
}
