/** Hours of every week in which Azure works on databases, on the clock of their region. */
export interface SqlMaintenanceHours {
  /** Whether somebody chose them; otherwise they are Azure's default. */
  readonly isChosen: boolean;
  /** As `Mon-Thu`. */
  readonly days: string;
  readonly from: string;
  readonly hours: number;
}

/**
 * Hours of a database's maintenance configuration: weekday windows open Monday to Thursday and weekend windows Friday to
 * Sunday, each at 22:00 for eight hours; Azure's default is 17:00 to 08:00 on every day (Microsoft Learn,
 * azure-sql/database/maintenance-window, 2024-03).
 *
 * @param configurationId ends in `SQL_<region>_DB_1` or `_2`; anything else is the default
 */
export function sqlMaintenanceHours(configurationId: string | undefined): SqlMaintenanceHours {
  const kind = /_DB_([12])$/.exec(configurationId ?? "")?.[1];
  if (kind === undefined) return { isChosen: false, days: "Mon-Sun", from: "17:00", hours: 15 };
  return { isChosen: true, days: kind === "1" ? "Mon-Thu" : "Fri-Sun", from: "22:00", hours: 8 };
}
