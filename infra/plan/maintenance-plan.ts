/** A weekly window that holds under the winter and the summer offset of its time zone. */
export interface MaintenanceWindowPlan {
  readonly day: "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday";
  readonly startTime: string;
  readonly hours: number;
  /** Fixed offset as Azure takes it: `+01:00`. */
  readonly utcOffset: string;
}

/** A window on every day that follows the clock of a time zone, summer time included. */
export interface DailyWindowPlan {
  readonly startTime: string;
  readonly hours: number;
  /** IANA. */
  readonly timeZone: string;
}

export interface MaintenancePlan {
  readonly upgrades: MaintenanceWindowPlan;
  readonly nodeImages: MaintenanceWindowPlan;
  /** Azure's named window of SQL databases and gateways, for example `SQL_WestEurope_DB_2`; absent where the region has none. */
  readonly sql: Readonly<Record<string, string | undefined>>;
  /** Window of VPN gateways and firewalls; absent where no window on every day keeps to the agreed hours. */
  readonly network?: DailyWindowPlan;
}
