import { expect, it } from "vitest";
import { generationAfter, highestGeneration } from "./generation-number";

it("comes after the highest, in whichever order they are written down", () => {
  expect(highestGeneration(["03", "10", "09"])).toBe("10");
  expect(generationAfter(["03", "10", "09"])).toBe("11");
  expect(generationAfter(["01"])).toBe("02");
});
