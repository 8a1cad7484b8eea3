import { seasonWeeks, type SeasonWeek } from "../../agreement/calendar/season-weeks";
import { minutesAWeek, spansOfWindow, union } from "../../agreement/calendar/week-spans";
import { RECOVERY_TIMES } from "../../azure/recovery-times";
import type { Instant } from "../cloud";
import { none } from "../hypothesis";
import type { Tolerance } from "../journal";
import { deployedWindows, spansIn, type DeployedWindow } from "../planned/deployed-windows";
import { isWithin, minutesForbidden, minutesOutside, worstMinute } from "../planned/planned-hours";
import { iso, type Scenario, type Step, type StepContext, type Subject } from "../scenario";
import { noteMeasured } from "../steps/measured";
import { noteFault, usersAtWork, workloadsIn } from "../steps/users";
import { repairAll } from "../steps/way-back";

const MINUTE = 60_000;
const STEADY_MINUTES = 26 * 60;
const NO_CHOICE =
  "Databases without a window of their own: Azure works on them from 17:00 to 08:00 on the clock of the region; hours that are agreed (maintenance.allowed) would have to hold these";

/** One piece of Azure's work on the databases of a platform. */
interface Work {
  readonly at: Instant;
  readonly isAgreed: boolean;
}

/** What of the windows is measured in every season. */
async function windowsIn(context: StepContext): Promise<{
  readonly weeks: readonly SeasonWeek[];
  readonly windows: readonly DeployedWindow[];
}> {
  const { cloud, memory, subject } = context;
  const subscriptions = Object.values(subject.plan.target.subscriptions);
  const own = (await cloud.resources()).filter(({ id }) => subscriptions.includes(id.split("/")[2] ?? ""));
  const databases = workloadsIn(context).flatMap(({ places }) => places[0]?.databaseId ?? []);
  const { timeZone } = subject.agreement.maintenance.window;
  const begun = memory.read<Instant>("begun");
  return { weeks: seasonWeeks(timeZone, begun + STEADY_MINUTES * MINUTE), windows: deployedWindows(own, databases) };
}

/** When Azure works on databases, at the worst minute of their hours under every offset of the agreed clock. */
async function workIn(context: StepContext): Promise<readonly Work[]> {
  const { agreement } = context.subject;
  const { weeks, windows } = await windowsIn(context);
  return weeks.flatMap((week) => {
    const spans = union(windows.filter(({ what }) => what === "databases").flatMap((one) => spansIn(one, week)));
    const minute = worstMinute(spans, agreement);
    if (minute === undefined) throw new Error("no database serves users");
    const isAgreed = isWithin(minute, spansOfWindow(agreement.maintenance.window));
    return [{ at: week.begins + minute * MINUTE, isAgreed }];
  });
}

const carryOut: Step = {
  id: "planned-work",
  phase: "fault",
  text: "Azure works on the databases at the worst minute of their hours, in winter and in summer",
  byHand: [
    "Azure does this by itself. `npx deltawerk explain <platform>` prints the windows; `az maintenance configuration list` and `az aks maintenanceconfiguration list` what is deployed.",
    "Announce work that users notice as the agreement says (maintenance.announcement).",
  ],
  run: async (context) => {
    const { cloud, memory } = context;
    const works = await memory.once("works", () => workIn(context));
    const seconds = RECOVERY_TIMES.reconfigurationSeconds.value;
    for (const { at } of works) {
      // A step that is done again goes on with the work that was under way, or with the next.
      if ((await cloud.now()) > at + seconds * 1000) continue;
      await cloud.waitUntil(at);
      await noteFault(context);
      if ((await cloud.openFaults()).length === 0) {
        for (const { places } of workloadsIn(context)) {
          await cloud.breakDown({ kind: "resource", resourceId: places[0]?.databaseId ?? "" });
        }
      }
      await cloud.waitUntil(at + seconds * 1000);
      for (const number of await cloud.openFaults()) await cloud.repair(number);
    }
    await cloud.waitUntil((await cloud.now()) + MINUTE);
    return works.map(({ at, isAgreed }) => `${iso(at)}, ${isAgreed ? "in" : "outside of"} the agreed window`);
  },
};

const measure: Step = {
  id: "measure",
  phase: "check",
  text: "When Azure may work, what users noticed of it, and what of that counts",
  byHand: ["Read the uptime of every tenant over the time of the work."],
  run: async (context) => {
    const { memory, subject } = context;
    const { agreement } = subject;
    const { weeks, windows } = await windowsIn(context);
    const chosen = windows.filter(({ isChosen }) => isChosen);
    const unchosen = windows.filter(({ isChosen }) => !isChosen);
    const clusters = windows.filter(({ what }) => what === "clusters");
    const worst = (list: readonly DeployedWindow[], of: typeof minutesForbidden): number =>
      Math.max(0, ...weeks.map((week) => of(union(list.flatMap((one) => spansIn(one, week))), agreement, week)));
    noteMeasured(context, "forbidden", worst(chosen, minutesForbidden));
    noteMeasured(context, "forbidden-unchosen", worst(unchosen, minutesForbidden));
    noteMeasured(context, "clusters-outside", worst(clusters, minutesOutside));
    // A clock without summer time has one season.
    const seasons = [...weeks].sort((one, other) => one.offset - other.offset);
    noteMeasured(context, "begins-winter", firstBegin(clusters, seasons[0]));
    noteMeasured(context, "begins-summer", firstBegin(clusters, seasons.at(-1)));
    const served = await Promise.all(workloadsIn(context).map(({ id }) => minutesAway(context, id)));
    const works = memory.read<readonly Work[]>("works");
    const counted = works.map(({ isAgreed }, index) =>
      isAgreed && !plannedCounts(subject) ? 0 : Math.max(...served.map((minutes) => minutes[index] ?? 0)),
    );
    noteMeasured(context, "outage", Math.max(0, ...served.flat()));
    noteMeasured(
      context,
      "counted",
      counted.reduce((sum, minutes) => sum + minutes, 0),
    );
    memory.note("limits", [
      ...(weeks.length === 1
        ? []
        : [
            "AKS takes a fixed offset from UTC: its windows move by an hour on the agreed clock when summer time begins",
          ]),
      ...(unchosen.length === 0 ? [] : [NO_CHOICE]),
    ]);
    return [
      `planned downtime counts ${plannedCounts(subject) ? "always" : "outside of the agreed window"}`,
      ...windows.map(({ what, name, window, clock }) => {
        const on = typeof clock === "number" ? `${clock} min from UTC` : clock;
        return `${what}, ${name}: ${window.days} ${window.from} for ${window.length}, ${on}`;
      }),
    ];
  },
};

/** Minutes after midnight on the agreed clock at which the first work of a week on clusters begins. */
function firstBegin(clusters: readonly DeployedWindow[], week: SeasonWeek | undefined): number | undefined {
  const spans = week === undefined ? [] : union(clusters.flatMap((one) => spansIn(one, week)));
  // What goes on at the beginning of a week began at the end of the one before.
  const goesOn = spans.at(-1)?.to === minutesAWeek;
  const first = spans.find(({ from }) => from > 0 || !goesOn) ?? spans[0];
  return first === undefined ? undefined : first.from % (24 * 60);
}

/** For how long a tenant was not served, for each piece of work. */
async function minutesAway({ cloud, memory }: StepContext, workload: string): Promise<readonly number[]> {
  const service = await cloud.service(workload);
  return memory.read<readonly Work[]>("works").map(({ at }) => {
    const away = service.find(({ isServed, from, to }) => !isServed && from <= at && at < to);
    return away === undefined ? 0 : (away.to - away.from) / MINUTE;
  });
}

const plannedCounts = ({ agreement }: Subject): boolean =>
  agreement.availability.some((clause) => clause.at === "platform" && clause.plannedCounts);

const reported = (id: string, what: string, clause: string): Tolerance => ({ id, what, unit: "minutes", clause });

/** Azure's own work, which nobody recovers from. */
export const plannedWork: Scenario = {
  name: "planned-work",
  title: "Planned work in the maintenance windows",
  summary:
    "Azure works on the platform in the hours that the deployed windows leave it, once in winter and once in summer. It keeps out of the hours that were banned, and users notice the seconds of a database's reconfiguration at most.",
  applies: () => ({ applies: true }),
  hypothesis: () => [
    none(
      "forbidden",
      "planned work of a week in hours in which none may be",
      "maintenance.never, maintenance.allowed",
      "minutes",
    ),
    // What Azure leaves no choice about was promised all the same.
    none(
      "forbidden-unchosen",
      "hours of a week that Azure takes for databases without a window, in hours in which none may be",
      "maintenance.never, maintenance.allowed; docs/maintenance.md",
      "minutes",
    ),
    {
      ...reported("outage", "longest time for which a tenant was not served in one piece of work", ""),
      agreed: RECOVERY_TIMES.reconfigurationSeconds.value / 60,
      clause: RECOVERY_TIMES.reconfigurationSeconds.source,
    },
    reported(
      "counted",
      "of that, what counts as downtime, in winter and summer together",
      "maintenance.window, availability[].plannedCounts",
    ),
    reported(
      "begins-winter",
      "first work on clusters, after midnight on the agreed clock, in winter",
      "maintenance.window",
    ),
    reported(
      "begins-summer",
      "the same in summer",
      "maintenance.window; Microsoft Learn, aks/planned-maintenance: a fixed offset",
    ),
    reported(
      "clusters-outside",
      "planned work on clusters outside of the agreed window, in the worse season",
      "maintenance.window",
    ),
  ],
  method: () => [usersAtWork(() => STEADY_MINUTES), carryOut, measure],
  rollback: () => [repairAll],
  makesTwin: false,
  notMeasured: [
    "nodes, which are replaced one after the other while disruption budgets hold: the local cloud runs no pods",
    "urgent security updates and hosts, which go in past every window",
    "application gateways, load balancers, private endpoints, storage, key vaults and registries, which Azure updates without a window (docs/maintenance.md)",
  ],
  notOnAzure: [
    "No work is begun, because Azure begins it. When it worked is in the activity log and in the service health.",
  ],
};
