import * as monitor from "@pulumi/azure-native/monitor";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import { logAlertRule, type LogAlertArgs } from "./log-alert";

/** `query` asks for rows that are a fault. */
export interface RecordAlertArgs extends LogAlertArgs {
  /** Column by which alerts are told apart; each of its values has an alert of its own. Absent where there is one alert. */
  readonly each?: string;
  /** Fewest rows that make an alert. */
  readonly atLeast: number;
}

/** Tells the people on a route that something was recorded which should not have happened, and that it is over. */
export class RecordAlert extends ComponentResource {
  constructor(name: string, args: RecordAlertArgs, options?: ComponentResourceOptions) {
    super("deltawerk:monitoring:RecordAlert", name, {}, options);
    const { each, atLeast } = args;
    const fault = { operator: "GreaterThanOrEqual", threshold: atLeast, ...(each !== undefined && { each }) } as const;
    new monitor.ScheduledQueryRule(`${name}-rule`, logAlertRule(args, fault), { parent: this });
    this.registerOutputs();
  }
}
