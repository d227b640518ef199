using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Occam.Tests.HouseRules;

/// <summary>Finds Scalars that are made where they are passed, as in <c>x.mul(2)</c>: nothing keeps those alive while native code reads them.</summary>
internal static class ScalarArguments
{
    /// <summary>The places in an assembly, as type, method and offset.</summary>
    public static IEnumerable<string> In(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return [.. from type in module.GetTypes() from method in type.Methods where method.HasBody from place in In(method) select place];
    }

    private static IEnumerable<string> In(MethodDefinition method) =>
        from instruction in method.Body.Instructions
        where MakesScalar(instruction) && !IsKept(Consumer(instruction))
        select $"{method.DeclaringType.FullName}.{method.Name} at IL_{instruction.Offset:x4}";

    private static bool MakesScalar(Instruction instruction) => instruction.OpCode.Code == Code.Call && instruction.Operand is MethodReference
    {
        ReturnType.FullName: "TorchSharp.Scalar",
        DeclaringType.Namespace: "TorchSharp",
        Name: "op_Implicit" or "ToScalar",
    };

    // Stored, returned or given to an object that is being built.
    private static bool IsKept(Instruction? consumer) => consumer?.OpCode.Code is Code.Stsfld or Code.Stfld or Code.Ret or Code.Dup or Code.Newobj or Code.Stelem_Ref or Code.Stelem_Any
        or Code.Stloc or Code.Stloc_S or Code.Stloc_0 or Code.Stloc_1 or Code.Stloc_2 or Code.Stloc_3;

    // The instruction that takes the value off the stack: the first whose pops reach below what was pushed after it.
    private static Instruction? Consumer(Instruction maker)
    {
        var above = 0;
        var next = maker.Next;
        while (next is not null)
        {
            var (pops, pushes) = Stack(next);
            if (pops > above)
            {
                return next;
            }

            above += pushes - pops;
            next = next.OpCode.Code is Code.Br or Code.Br_S ? (Instruction)next.Operand : next.Next;
        }

        return null;
    }

    private static (int Pops, int Pushes) Stack(Instruction instruction)
    {
        if (instruction.Operand is IMethodSignature signature && instruction.OpCode.FlowControl == FlowControl.Call)
        {
            var builds = instruction.OpCode.Code == Code.Newobj;
            var returns = builds || signature.ReturnType.FullName != "System.Void";
            return (signature.Parameters.Count + (signature.HasThis && !builds ? 1 : 0), returns ? 1 : 0);
        }

        return (Count(instruction.OpCode.StackBehaviourPop), Count(instruction.OpCode.StackBehaviourPush));
    }

    // The names of the behaviours list one word an entry: Pop1_pop1, Popref_popi_popi, Push1_push1; a return takes whatever there is.
    private static int Count(StackBehaviour behaviour) => behaviour switch
    {
        StackBehaviour.Pop0 or StackBehaviour.Push0 => 0,
        StackBehaviour.Varpop or StackBehaviour.PopAll => 1,
        _ => behaviour.ToString().Split('_').Length,
    };
}
