import { pause } from "../job/pause";
import { capturedContext, type CapturedContext } from "../test-bed/captured-records";
import { storeOf, type TenantWorld } from "../test-bed/tenant-world";
import type { Outcome } from "../job/exit-status";
import type { RestoreOrders } from "./restore-orders";
import { restoreOrders } from "./restore-orders.fixture";
import { watchRequests } from "./watch-requests";

const WORKSPACE =
  "/subscriptions/p/resourceGroups/rg-log/providers/Microsoft.OperationalInsights/workspaces/log-pcl-weu";
export const RULE =
  "/subscriptions/c/resourceGroups/rg-mon/providers/Microsoft.Insights/scheduledQueryRules/sqr-acme-dat-data-lost";
/** Where Azure lists the alerts of the workspace. */
export const ALERTS = `${WORKSPACE}/providers/Microsoft.AlertsManagement/alerts`;
export const NOW = new Date("2026-01-10T03:00:00Z");
const FIRED = "2026-01-10T02:55:00.1234567Z";

export interface GivenAlert {
  readonly rule?: string;
  readonly condition?: string;
  readonly state?: string;
  readonly at?: string;
  /** What its record calls the last moment at which the data was whole. */
  readonly wholeAt?: string;
}

/** The context of a log alert with one dimension. */
const contextOf = (wholeAt: string) => ({
  conditionType: "LogQueryCriteria",
  condition: { allOf: [{ operator: "GreaterThanOrEqual", dimensions: [{ name: "wholeAt", value: wholeAt }] }] },
});

/** Runs of a tenant's watch, with alerts as Azure Monitor lists them and an archive of their own. */
export class Watch {
  #archives = 0;
  #starts = 0;

  constructor(private readonly world: TenantWorld) {}

  /** Nothing recorded, no alert; a database shows up before it is there, as on Azure. */
  async reset(): Promise<void> {
    await this.world.reset();
    this.#archives += 1;
    await this.world.azurite.container(this.archive);
    this.world.arm.behaviour.underWay = "Restoring";
    this.alerts();
  }

  private get archive(): string {
    return `watched-${this.#archives}`;
  }

  /** What Azure Monitor answers when it is asked which alerts have fired. */
  alerts(...fired: readonly GivenAlert[]): void {
    const value = fired.map(({ rule = RULE, condition = "Fired", state = "New", at = FIRED, wholeAt }, index) => ({
      id: `${ALERTS}/6c3a3b1e-0000-4000-8000-00000000000${index}`,
      properties: {
        essentials: {
          alertRule: rule,
          monitorCondition: condition,
          alertState: state,
          startDateTime: at,
          description: "Rows are gone.",
        },
        ...(wholeAt !== undefined && { context: contextOf(wholeAt) }),
      },
    }));
    this.world.arm.resources.set(ALERTS, { value });
  }

  orders(change: Readonly<Record<string, string>> = {}): RestoreOrders {
    return restoreOrders({
      WATCH: JSON.stringify({ resource: WORKSPACE, rule: RULE }),
      ALERT_LOOKBACK: "PT20M",
      RECORDS: JSON.stringify({ url: this.world.azurite.url, container: this.archive }),
      ...change,
    });
  }

  /** One run. */
  run(
    change: Readonly<Record<string, string>> = {},
    now = NOW,
    signal?: AbortSignal,
  ): { readonly context: CapturedContext; readonly outcome: Promise<Outcome> } {
    const { world } = this;
    const context = capturedContext(() => now, signal);
    const given = this.orders(change);
    if (given.watch === undefined) throw new Error("the orders are not to watch");
    const services = {
      manager: world.arm.client(context.signal),
      databases: world.databases(context.signal),
      tool: world.tool,
      openContainer: world.azurite.as("writer"),
      keyStores: [storeOf(world.key)],
      pause: (_: number, until: AbortSignal) => pause(1, until),
    };
    // Failures are told apart by their run.
    const run = { ...context, run: `run-${(this.#starts += 1)}` };
    return { context, outcome: watchRequests(given, given.watch, services, run) };
  }

  /** What runs record until nothing is left to do, while Azure goes on by itself between them. */
  async untilDone(change: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
    const events: string[] = [];
    for (let silent = 0; silent < 2;) {
      const { context, outcome } = this.run(change);
      await outcome;
      events.push(...context.events);
      silent = context.events.length === 0 ? silent + 1 : 0;
      this.world.arm.settle();
    }
    return events;
  }

  /** Databases that Azure was asked for. */
  get restored() {
    return this.world.arm.requests
      .filter(({ method }) => method === "PUT")
      .map(({ id, body }) => ({
        generation: id.slice(-2),
        to: (body as { readonly properties: { readonly restorePointInTime: string } }).properties.restorePointInTime,
      }));
  }
}
