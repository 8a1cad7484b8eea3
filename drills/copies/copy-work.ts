import type { Instant } from "../cloud";
import type { AzureDamageId } from "./azure-damages";
import type { DamageId } from "./damages";

/** A tenant's copy, as the jobs that make and verify it call it. */
export interface CopyName {
  readonly tenant: string;
  readonly copy: string;
}

/** What a verification said of the copy at one place. */
export interface PlaceFinding {
  readonly place: string;
  readonly outcome: "whole" | "damaged" | "undetermined";
  /** Kinds of damage, in the words of the verification. */
  readonly kinds: readonly string[];
  readonly message: string;
}

/** The programs of `jobs/`, with the orders that are deployed, on copies that are really written. */
export interface CopyWork {
  /**
   * Makes the copy of the present slot with the export's own code.
   *
   * @returns names of the places that have it
   * @throws Error where no job makes such a copy, or it failed
   */
  make(name: CopyName, now: Instant): Promise<readonly string[]>;
  /** Damages the newest copy at a place, past every right. */
  damage(name: CopyName, place: string, damage: DamageId): Promise<void>;
  /** Verifies the newest copy at every place with the verification's own code. */
  verify(name: CopyName, now: Instant): Promise<readonly PlaceFinding[]>;
  /**
   * Verifies a backup of Azure's own with the verification's own code.
   *
   * @param job CronJob that does it
   * @param damage how the backup turns out to be damaged; absent where it is whole
   * @throws Error where there is no such job
   */
  verifyAzure(job: string, damage: AzureDamageId | undefined, now: Instant): Promise<readonly PlaceFinding[]>;
}
