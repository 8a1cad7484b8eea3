import { describe, expect, it } from "vitest";
import { whenFree } from "./when-free";

describe("work on a stack that another engine may have", () => {
  it("is done when the other one has ended, and says once that it waits", async () => {
    const said: string[] = [];
    let tries = 0;
    const work = (): Promise<string> => {
      tries += 1;
      return tries < 2
        ? Promise.reject(Object.assign(new Error("locked"), { name: "StackLockedError" }))
        : Promise.resolve("done");
    };
    expect(await whenFree(work, (text) => said.push(text))).toBe("done");
    expect(said).toHaveLength(1);
  });

  it("fails at once for any other reason", async () => {
    await expect(
      whenFree(
        () => Promise.reject(new Error("Azure said no")),
        () => undefined,
      ),
    ).rejects.toThrow("said no");
  });
});
