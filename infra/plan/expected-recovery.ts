import type { Agreement } from "../../agreement/agreement";
import { durationMinutes } from "../../agreement/duration";
import type { Path } from "../../agreement/problem";
import { allPromises, promisesOf } from "./clause-promises";
import { copyPaces } from "./copy-pace";
import { copyMinutes } from "./copy-schedule";
import type { Environment } from "./environment";
import type { RecoveryFigure } from "./expectation-plan";
import { failoverSite } from "./plan-databases";
import type { PlanFinding } from "./plan-finding";
import {
  copySteps,
  failoverLossMinutes,
  failoverSteps,
  restoreStartSteps,
  restoreSteps,
  total,
  workLostMinutes,
} from "./recovery-steps";
import type { SitePlan } from "./site-plan";

/** What recoveries are worked out from. */
export interface RecoveryContext {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly sites: readonly SitePlan[];
  readonly active: SitePlan;
}

/** A recovery and the terms of the agreement that it has to keep. */
interface AgreedRecovery {
  readonly figure: RecoveryFigure;
  readonly point: Path;
  readonly time: Path;
}

/** Expected loss and duration of each recovery that the agreement speaks of. */
export function expectRecovery(context: RecoveryContext): readonly RecoveryFigure[] {
  return recoveries(context).map(({ figure }) => figure);
}

function recoveries(context: RecoveryContext): readonly AgreedRecovery[] {
  return [tenantRestore(context), ...restoreStart(context), ...siteLoss(context), fromCopies(context)];
}

function agreedRecovery({ recovery }: Agreement) {
  return {
    agreedPointMinutes: durationMinutes(recovery.point),
    agreedTimeMinutes: durationMinutes(recovery.time),
    promises: allPromises(promisesOf(recovery, "point"), promisesOf(recovery, "time")),
  };
}

const recoveryTerms = { point: ["recovery", "point"], time: ["recovery", "time"] } as const;

function tenantRestore({ agreement, environment }: RecoveryContext): AgreedRecovery {
  const steps = restoreSteps(agreement, environment);
  return {
    figure: {
      kind: "restore",
      scope: "data of one tenant, restored to a point in time",
      pointMinutes: workLostMinutes,
      timeMinutes: total(steps),
      steps,
      ...agreedRecovery(agreement),
    },
    ...recoveryTerms,
  };
}

function restoreStart({ agreement }: RecoveryContext): readonly AgreedRecovery[] {
  const clause = agreement.recovery.restoreStart;
  if (clause === undefined) {
    return [];
  }
  const steps = restoreStartSteps(agreement, clause.automatic);
  return [
    {
      figure: {
        kind: "start",
        scope: `a restore has begun${clause.automatic ? " by itself" : ""}`,
        pointMinutes: workLostMinutes,
        agreedPointMinutes: undefined,
        timeMinutes: total(steps),
        agreedTimeMinutes: durationMinutes(clause.within),
        steps,
        promises: promisesOf(clause),
      },
      point: recoveryTerms.point,
      time: ["recovery", "restoreStart", "within"],
    },
  ];
}

function siteLoss({ agreement, sites, active }: RecoveryContext): readonly AgreedRecovery[] {
  const second = failoverSite(agreement, sites, active);
  if (second === undefined) {
    return [];
  }
  const steps = failoverSteps(agreement);
  return [
    {
      figure: {
        kind: "site",
        scope: `loss of ${active.region}, taken over by ${second.region}`,
        pointMinutes: failoverLossMinutes,
        timeMinutes: total(steps),
        steps,
        ...agreedRecovery(agreement),
      },
      ...recoveryTerms,
    },
  ];
}

function fromCopies({ agreement, environment }: RecoveryContext): AgreedRecovery {
  const clause = agreement.recovery.fromCopies;
  const steps = copySteps(agreement, environment);
  const takes = copyMinutes(environment.sizes.database);
  const paces = copyPaces(agreement.backup.independentCopies, durationMinutes(clause.point), takes);
  return {
    figure: {
      kind: "copies",
      scope: "everything lost but the independent copies",
      // Just before a copy is whole, the newest one is as old as an interval and the time that a copy takes.
      pointMinutes: Math.min(...paces) + takes,
      agreedPointMinutes: durationMinutes(clause.point),
      timeMinutes: total(steps),
      agreedTimeMinutes: durationMinutes(clause.time),
      steps,
      promises: promisesOf(clause),
    },
    point: ["recovery", "fromCopies", "point"],
    time: ["recovery", "fromCopies", "time"],
  };
}

/** Recoveries that would lose more, or take longer, than agreed. */
export function recoveryFindings(context: RecoveryContext): readonly PlanFinding[] {
  return recoveries(context).flatMap(({ figure, point, time }) => [
    ...exceeded(point, figure.agreedPointMinutes, figure.pointMinutes, `${figure.scope}: work lost`, figure.promises),
    ...exceeded(time, figure.agreedTimeMinutes, figure.timeMinutes, `${figure.scope}: time`, figure.promises),
  ]);
}

function exceeded(
  path: Path,
  agreed: number | undefined,
  expected: number,
  what: string,
  promises: readonly string[],
): readonly PlanFinding[] {
  if (agreed === undefined || expected <= agreed) {
    return [];
  }
  return [
    {
      document: "agreement",
      path,
      given: `${agreed} minutes`,
      allowed: `${expected} minutes or more (${what})`,
      fixes: ["Agree on a longer one.", "Make databases or documents of a cell smaller in the environment."],
      breaks: promises,
    },
  ];
}
