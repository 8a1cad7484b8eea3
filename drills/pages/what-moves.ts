/** What of an agreement moves which measured value, and why; each row is a test in `test/drills/changed-agreements.test.ts` or beside it. */
export const whatMoves: readonly (readonly [clause: string, moves: string, how: string])[] = [
  [
    "recovery.detectWithin",
    "time until a fault is noticed, and with it every recovery time",
    "Rules look every 1, 5, 15, 30 or 60 minutes, five times within what is agreed, over the next longer window. What counts is the first look that has seen enough, of values that are a minute old.",
  ],
  ["recovery.decideWithin", "every recovery time", "People take as long as they may."],
  [
    "monitoring.itself.silentFor",
    "time until the silence is noticed",
    "The watcher waits so long. Where rules look less often than that, it is the first to notice a lost platform as well.",
  ],
  [
    "backup.pointInTime",
    "late-loss fails where three days back are not kept",
    "Azure restores to any minute within the retention, and to none before it.",
  ],
  [
    "backup.independentCopies[].every",
    "work lost in twin and ransomware, in steps that part a day evenly",
    "A copy counts when it is whole; the closest step that keeps recovery.fromCopies.point is deployed.",
  ],
  [
    "backup.independentCopies[].kept",
    "how many copies an attack leaves; not the work lost, which is up to the newest one",
    "A copy goes when it is that old.",
  ],
  [
    "maintenance.window",
    "work lost in twin and ransomware, by the hours by which copies are made at another time",
    "Copies keep clear of planned work on clusters.",
  ],
  [
    "maintenance.window, availability[].plannedCounts",
    "when planned-work begins in winter and in summer, and what of it counts as downtime",
    "Clusters keep the nearest fixed offset, so their work begins an hour later in summer. Azure's hours for databases are its own: a piece that no agreed window holds counts, and so does each where planned work counts.",
  ],
  [
    "backup.independentCopies[].every, recovery.fromCopies.point",
    "work lost where the newest copy is damaged (damaged-copies)",
    "The copy before counts: twice the deployed interval, against the agreed point and one agreed interval.",
  ],
  [
    "sites[]: no second one, or a cold one",
    "region-loss is not applicable; twin is made in the pair, or in another zone where residency leaves no pair",
    "A failover group needs a second server that stands ready.",
  ],
  [
    "sites[].zone, recovery.redundancy",
    "time for which nobody is served after the loss of the only zone: about a minute where a second site stands ready, else until its repair",
    "What stands in one zone has nowhere to go in its region. Nobody promises a repair, so it comes an hour after recovery.time. Where zones are agreed (recovery.redundancy), half a minute is tolerated, else recovery.time.",
  ],
];

/** What planned work does, and how a drill plays it. */
export const plannedWorkText: readonly string[] = [
  "**Planned work** of Azure in a window is no fault that is recovered from: a database is away for up to 8 seconds at the end",
  "of a reconfiguration (Microsoft Learn, azure-sql/database/maintenance-window-configure), and nodes are replaced one after the",
  "other. `planned-work` plays it once under each offset of the agreed clock, at the worst minute of the deployed windows, and",
  "tells what lies in hours in which none may be. Other drills are not in its way: each cloud begins on the same Monday, so that",
  "with today's intervals no fault falls into a window of a weekend.\n",
];
