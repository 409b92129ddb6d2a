using System.CommandLine;
using System.CommandLine.Help;
using Tarl.Cli.Ablate;
using Tarl.Cli.Bus;
using Tarl.Cli.Chat;
using Tarl.Cli.CheckJudge;
using Tarl.Cli.CommandLine;
using Tarl.Cli.Compare;
using Tarl.Cli.Conform;
using Tarl.Cli.Evaluate;
using Tarl.Cli.Import;
using Tarl.Cli.Replay;
using Tarl.Cli.Report;
using Tarl.Cli.Rollouts;
using Tarl.Cli.Serve;
using Tarl.Cli.Show;
using Tarl.Cli.Train;

const string Tarl = "dotnet run -c Release --project services/Tarl.Cli --";

var train = TrainCommand.Create();
var evaluate = EvaluateCommand.Create();
var rollout = RolloutCommand.Create();
var chat = ChatCommand.Create();
var serve = ServeCommand.Create();
var show = ShowCommand.Create();
var report = ReportCommand.Create();
var compare = CompareCommand.Create();
var replay = ReplayCommand.Create();
var (import, importTauBench) = ImportCommand.Create();
var busErrors = BusErrorsCommand.Create();
var busRetry = BusRetryCommand.Create();
var ablate = AblateCommand.Create();
var judgeCheck = JudgeCheckCommand.Create();
var judge = JudgeCommand.Create(judgeCheck);
var (conform, conforming) = ConformCommand.Create();
var bus = BusCommand.Create(busErrors, busRetry);
var root = new RootCommand("Trains agents that talk with users and work with tools, by turn-level adjudicated reinforcement learning.") { train, evaluate, chat, serve, rollout, show, report, compare, ablate, judge, conform, replay, import, bus };
var examples = new Dictionary<Command, string[]>
{
    [root] = [$"{Tarl} train --quick", $"{Tarl} train --run runs/first --seed 1", $"{Tarl} show --run runs/first --failed"],
    [train] =
    [
        $"{Tarl} train                                 a whole run into a new folder below runs/",
        $"{Tarl} train --quick                         the whole path in two minutes; its figures mean little",
        $"{Tarl} train --run runs/a --seed 3           into a folder of your choice, with another seed",
        $"{Tarl} train --domain airline --run runs/b   on reservations and flights instead of a shop",
        $"{Tarl} train --resume --run runs/a           goes on with an interrupted run",
        $"{Tarl} train --bus rabbitmq://localhost:5672/tarl   the messages over a broker",
        $"{Tarl} train --bus rabbitmq://localhost:5672/tarl --policy-server http://localhost:5080   and sampling in another process",
        $"{Tarl} train --from runs/a --run runs/c --algorithm ppo  another algorithm on the base that runs/a has cloned",
        $"{Tarl} train --from runs/a --rollouts episodes.jsonl --run runs/d   learns from recorded episodes",
        $"{Tarl} train --reward outcome --updates 100  verdicts alone, for longer",
        $"{Tarl} train --algorithm ppo --placement turn       each turn's reward on its own last token",
        $"{Tarl} train --sampler pass-rate                    tasks that pass about half the time, and the rest in turn",
        $"{Tarl} train --sampler staged --task-mix hard       long tasks too, the ones with few calls first",
        $"{Tarl} train --sampler mixed --set MixedSampler:MathRatio=0.5 --set MixedSampler:FinalMathRatio=0.1",
        $"{Tarl} train --algorithm rloo --set PolicyGradient:KlCoefficient=0.01 --set Model:Layers=3",
    ],
    [evaluate] =
    [
        $"{Tarl} evaluate --run runs/a                              the newest policy on the held-out tasks",
        $"{Tarl} evaluate --run runs/a --version 0 --temperature 0  the base, greedily",
        $"{Tarl} evaluate --run runs/a --tasks runs/b/data/heldout.jsonl --trials 8 --json",
        $"{Tarl} evaluate --run runs/a --domain airline             a policy trained in a shop, on an airline's held-out tasks",
        $"{Tarl} evaluate --run runs/a --agent demonstrator         whom the base has imitated",
        $"{Tarl} evaluate --run runs/a --policy openai:qwen3-8b --endpoint http://localhost:8000/v1   any model that calls tools",
        $"{Tarl} evaluate --run runs/a --domain airline --baselines --trials 8   beside who does nothing and the demonstrator",
    ],
    [chat] =
    [
        $"{Tarl} chat --run runs/a                                     with the newest policy, as the user of the first held-out task",
        $"{Tarl} chat --run runs/a --kind exchange --temperature 1     as somebody who exchanges; it samples as in training",
        $"{Tarl} chat --run runs/a --task retail-held-out-00007 --version 0   with the base",
        $"{Tarl} chat --run runs/a < lines.txt                         a script's lines are what the user says",
        $"{Tarl} chat --run runs/a --json < lines.txt                  the conversation and its outcome as JSON",
    ],
    [serve] =
    [
        $"{Tarl} serve --run runs/a                                    at http://127.0.0.1:5081/v1, as the model tarl",
        $"{Tarl} serve --run runs/a --listen http://127.0.0.1:9000 --model retail-agent",
        $"OpenAi__TokenFile=key.txt {Tarl} serve --listen http://*:5081   for other machines, with a key",
        "curl http://127.0.0.1:5081/v1/chat/completions -H 'Content-Type: application/json' -d '{\"model\": \"tarl\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}'",
    ],
    [rollout] =
    [
        $"{Tarl} rollout --run runs/a --out episodes.jsonl.gz                          as many episodes as one update learns from",
        $"{Tarl} rollout --run runs/a --version 0 --groups 320 --out episodes.jsonl    ten updates' worth, by the base",
        $"{Tarl} rollout --run runs/a --data tau-bench-v1-retail --split test --group-size 1 --out tau.jsonl",
        $"{Tarl} train --from runs/a --rollouts episodes.jsonl --run runs/b            learns from them",
    ],
    [show] =
    [
        $"{Tarl} show --run runs/a                                 the first episode of the newest evaluation",
        $"{Tarl} show --run runs/a --failed --kind exchange        the first exchange that went wrong",
        $"{Tarl} show --run runs/a --batch update-12 --task retail-train-00042 --trial 3",
        $"{Tarl} show --run runs/a 0f8fad5b-d9cb-469f-a165-70867728950e --json",
    ],
    [report] =
    [
        $"{Tarl} report runs/a runs/b runs/c                       three seeds side by side",
        $"{Tarl} report runs/a runs/b runs/c --curves curves.svg   and their learning curves",
    ],
    [compare] =
    [
        $"{Tarl} compare runs/grpo runs/ppo runs/rloo              ppo and rloo against grpo, on the same held-out tasks",
        $"{Tarl} compare runs/grpo runs/ppo --evaluation base      whether they started from the same base",
    ],
    [ablate] =
    [
        $"{Tarl} ablate docs/ablation.json                     the table of the TARL paper; many hours",
        $"{Tarl} ablate my-plan.json --out ablations/mine      goes on where it was stopped",
    ],
    [judge] = [$"{Tarl} judge check   the judge of this program, on both applications"],
    [judgeCheck] =
    [
        $"{Tarl} judge check",
        $"{Tarl} judge check --episodes 5000 --seed 2 --show 30     more of them, and what was scored wrongly",
        $"{Tarl} judge check --min-agreement 0.99                  for CI: exit status 2 below",
        $"{Tarl} judge check --bus rabbitmq://localhost:5672/tarl   the judge that listens there",
    ],
    [conform] =
    [
        $"{Tarl} conform judge --bus rabbitmq://localhost:5672/judge",
        $"{Tarl} conform judge --list                                   what is played, and what must come",
    ],
    [conforming["judge"]] =
    [
        $"{Tarl} conform judge --bus rabbitmq://localhost:5672/judge                          every case",
        $"{Tarl} conform judge --bus rabbitmq://localhost:5672/judge --case malformed-json    one alone",
        $"{Tarl} conform judge --bus rabbitmq://localhost:5672/judge --patience 300 --json    a judge that asks a slow model",
    ],
    [conforming["simulator"]] =
    [
        $"{Tarl} conform simulator --bus rabbitmq://localhost:5672/tarl",
        $"{Tarl} conform simulator --bus rabbitmq://localhost:5672/tarl --case ends --case repeats",
    ],
    [conforming["verifier"]] =
    [
        $"{Tarl} conform verifier --bus rabbitmq://localhost:5672/verifier",
        $"{Tarl} conform verifier --bus rabbitmq://localhost:5672/verifier --data runs/a/data   its sandbox has Sandbox__DataFolder=runs/a/data",
    ],
    [conforming["curriculum"]] = [$"{Tarl} conform curriculum --bus rabbitmq://localhost:5672/curriculum"],
    [import] = [$"{Tarl} import tau-bench ../tau2-bench   a checkout of τ²-bench"],
    [importTauBench] =
    [
        $"{Tarl} import tau-bench ../shared/tau-bench/data        both versions and both domains",
        $"{Tarl} import tau-bench ../tau2-bench --name tau2        as data-sets/tau2-v2-retail and data-sets/tau2-v2-airline",
        $"{Tarl} evaluate --run runs/a --data tau-bench-v1-retail  what a policy makes of the test split",
    ],
    [replay] =
    [
        $"{Tarl} replay --check golden/retail-v1.jsonl.gz --data data   compares; data/ holds v1/ and v2/ of τ-bench",
        $"{Tarl} replay episodes.jsonl --out replayed.jsonl             plays, and writes what happened",
        $"{Tarl} replay episodes.jsonl --data runs/a/data/retail.db     on a data set",
    ],
    [bus] =
    [
        $"{Tarl} bus errors --bus rabbitmq://localhost:5672/    what no service could handle, and why",
        $"{Tarl} bus retry --bus rabbitmq://localhost:5672/     all of it once more",
    ],
    [busErrors] =
    [
        $"{Tarl} bus errors --bus rabbitmq://localhost:5672/tarl",
        $"{Tarl} bus errors --bus rabbitmq://localhost:5672/tarl --queue verify-episode --json",
        $"Bus__Username=tarl Bus__PasswordFile=/run/secrets/bus {Tarl} bus errors --bus rabbitmqs://broker/tarl",
    ],
    [busRetry] =
    [
        $"{Tarl} bus retry --bus rabbitmq://localhost:5672/tarl                          everything",
        $"{Tarl} bus retry --bus rabbitmq://localhost:5672/tarl --queue verify-episode   one queue",
        $"{Tarl} bus retry --bus rabbitmq://localhost:5672/tarl --id 0c2b0000-5d4e-0015-8a3f-08de2a3f1b7c",
    ],
};
var help = root.Options.OfType<HelpOption>().Single();
help.Action = new ExamplesHelpAction((HelpAction)help.Action!, examples);

return await CommandRunner.RunAsync(root, args);
