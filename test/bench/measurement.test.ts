import { describe, expect, it } from "vitest";
import { measure, type MeasuredCommand } from "./measurement";

/** Waits half a second, says where counting begins, and ends. */
const command = (from?: string): MeasuredCommand => ({
  command: process.execPath,
  arguments: ["-e", 'setTimeout(() => console.error("Judging …"), 500)'],
  folder: ".",
  environment: process.env,
  signal: new AbortController().signal,
  ...(from !== undefined && { from }),
});

describe("time", () => {
  it("counts from the start", async () => {
    expect((await measure(command())).seconds).toBeGreaterThan(0.5);
  });

  it("counts from what stands in the output", async () => {
    const whole = await measure(command());
    expect((await measure(command("Judging …"))).seconds).toBeLessThan(whole.seconds - 0.3);
  });

  it("counts from nothing that is not there", async () => {
    await expect(measure(command("Drawing …"))).rejects.toThrow('"Drawing …" is not in the output');
  });
});
