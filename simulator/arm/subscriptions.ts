import type { Cloud, Subscription } from "./cloud";
import type { CloudWriter } from "./cloud-writer";
import type { Requirement } from "./resource-model";
import { grantKey } from "./write-check";

/** What is granted to a subscription or denied to it. */
export interface Grant extends Pick<Requirement, "kind" | "name"> {
  readonly subscriptionId: string;
  readonly state: "assumed" | "denied";
}

/** The subscriptions of the local cloud and what they have been given. */
export class Subscriptions {
  constructor(
    private readonly cloud: Cloud,
    private readonly writer: CloudWriter,
  ) {}

  /** Notes which tenant a subscription belongs to, when it is first used. */
  open(id: string, tenantId: string | undefined): Promise<void> {
    return this.writer.inTurn(async () => {
      const subscription = this.cloud.subscription(id);
      if (tenantId !== undefined && tenantId !== subscription.tenantId) await this.set({ ...subscription, tenantId });
    });
  }

  /** Grants something, or denies it, so that what needs it is refused from now on. */
  setGrant(grant: Grant): Promise<void> {
    return this.writer.inTurn(async () => {
      const key = grantKey(grant);
      const subscription = this.cloud.subscription(grant.subscriptionId);
      const others = subscription.denied.filter((each) => each !== key);
      await this.set({ ...subscription, denied: grant.state === "denied" ? [...others, key] : others });
    });
  }

  /** Everything that was needed and assumed to be granted, and everything that is denied. */
  grants(): readonly Grant[] {
    return this.cloud
      .allSubscriptions()
      .flatMap((subscription) => [
        ...subscription.assumed
          .filter((key) => !subscription.denied.includes(key))
          .map((key) => grantOf(subscription, key, "assumed")),
        ...subscription.denied.map((key) => grantOf(subscription, key, "denied")),
      ]);
  }

  private set(subscription: Subscription): Promise<void> {
    return this.writer.note([{ kind: "setSubscription", subscription }]);
  }
}

function grantOf({ id }: Subscription, key: string, state: Grant["state"]): Grant {
  const kind = key.slice(0, key.indexOf(":"));
  return { subscriptionId: id, kind: kind as Grant["kind"], name: key.slice(kind.length + 1), state };
}
