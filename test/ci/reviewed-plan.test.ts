import { afterAll, expect, it } from "vitest";
import { exitStatus } from "../../operations/exit-status";
import { PrivateCheckout } from "../private-checkout";

const checkout = new PrivateCheckout();
afterAll(() => checkout.remove());

function retain(days: number): void {
  checkout.edit("stacks/agreements/coachview.yaml", (text) =>
    text.replace(/pointInTime: P\d+D/, `pointInTime: P${days}D`),
  );
}

it("the engine does what was reviewed, and nothing else", async () => {
  const made = await checkout.deltawerk("up", "coachview", "--json");
  expect(made.status, made.stderr).toBe(exitStatus.done);
  retain(35);
  const previewed = await checkout.deltawerk("preview", "coachview", "--save-plan", "plan");
  expect(previewed.status, previewed.stderr).toBe(exitStatus.done);
  const [, hash = ""] = /hash ([0-9a-f]{64})/.exec(previewed.stdout) ?? [];
  const up = () => checkout.deltawerk("up", "coachview", "--json", "--plan", "plan", "--plan-hash", hash);

  // What was reviewed says 35 days.
  retain(33);
  const other = await up();
  expect(other.status, other.stderr).toBe(exitStatus.failed);
  expect(other.stdout + other.stderr).toMatch(/violates plan/i);

  retain(35);
  const reviewed = await up();
  expect(reviewed.status, reviewed.stderr).toBe(exitStatus.done);
  const again = await checkout.deltawerk("preview", "coachview", "--expect-no-changes");
  expect(again.status, again.stdout).toBe(exitStatus.done);
});
