import type { RecoveryFigure } from "../../infra/plan/expectation-plan";
import type { ExpectedRecovery } from "../verdict/verdict";
import { badge } from "./badges";
import { rounded } from "./charts";
import type { DrillRecord } from "./drill-record";
import { drilledRecovery, type DrilledRecovery } from "./drilled-recovery";
import { html, type Markup } from "./markup";
import { table } from "./table";

/** What the table of recoveries is made of. */
export interface RecoveryTableInput {
  readonly expected: readonly ExpectedRecovery[];
  /** The plan's arithmetic, step by step. */
  readonly figures: readonly RecoveryFigure[];
  readonly drills: readonly DrillRecord[];
  /** How often recovery is exercised, ISO 8601. */
  readonly drillEvery: string;
  /** ISO date. */
  readonly today: string;
}

/** Each recovery: expected against agreed, and how it went when it was last carried out. */
export function recoveryTable({ expected, figures, drills, drillEvery, today }: RecoveryTableInput): Markup {
  return table(
    "recovery",
    ["What is lost", "Work lost", "Time away", "Stands", "Last drill", "Made of"],
    expected.map((one) => {
      const steps = figures.find(({ scope }) => scope === one.scope)?.steps ?? [];
      return html`<tr>
        <th scope="row">${one.scope}</th>
        <td>${againstAgreed(one.pointMinutes, one.agreedPointMinutes)}</td>
        <td>${againstAgreed(one.timeMinutes, one.agreedTimeMinutes)}</td>
        <td>${standing(one)}</td>
        <td>${drilled(drilledRecovery(one.kind, drills, drillEvery, today))}</td>
        <td class="steps">${steps.map(({ name, minutes }) => `${name} ${Math.round(minutes)}`).join(" + ")}</td>
      </tr>`;
    }),
  );
}

function againstAgreed(value: number | undefined, agreed: number | undefined): Markup {
  const figure = value === undefined ? "no figure" : duration(value);
  const limit = agreed === undefined ? "not agreed" : `agreed\u00a0${duration(agreed)}`;
  return html`${figure}<br /><span class="count">${limit}</span>`;
}

function standing(one: ExpectedRecovery): Markup {
  const { open, pointMinutes = 0, timeMinutes = 0, agreedPointMinutes, agreedTimeMinutes } = one;
  if (open.length > 0) return html`${badge("open", "no figure")}<br /><span class="count">${open.join("; ")}</span>`;
  const isOver = pointMinutes > (agreedPointMinutes ?? Infinity) || timeMinutes > (agreedTimeMinutes ?? Infinity);
  return isOver ? badge("bad", "more than agreed") : badge("good", "within");
}

function drilled(drill: DrilledRecovery): Markup {
  switch (drill.kind) {
    case "no drill of its own":
      return html`<span class="count">none of its own</span>`;
    case "never":
      return badge("open", "not drilled");
    case "drilled": {
      const { record, pointMinutes, timeMinutes, nextBy, isOverdue } = drill;
      const said = (value: number | undefined, what: string): string =>
        value === undefined ? `${what} not measured` : `${duration(value)} ${what}`;
      return html`<a href="#drills"><time datetime="${record.on}">${record.on}</time></a
        >, ${record.environment}: ${record.status}<br />${said(pointMinutes, "lost")}, ${said(timeMinutes, "away")}<br />
        ${isOverdue ? badge("warn", `overdue since ${nextBy}`) : html`<span class="count">next by ${nextBy}</span>`}`;
    }
  }
}

/** `45 min`, `7 h`, `13 h 2 min`, on one line. */
export function duration(value: number): string {
  const whole = Math.round(value);
  if (whole < 60) return `${rounded(value)}\u00a0min`;
  const [hours, minutes] = [Math.floor(whole / 60), whole % 60];
  return minutes === 0 ? `${hours}\u00a0h` : `${hours}\u00a0h\u00a0${minutes}\u00a0min`;
}
