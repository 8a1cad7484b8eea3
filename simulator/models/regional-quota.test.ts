import { afterEach, beforeEach, expect, it } from "vitest";
import { CloudForTests } from "./cloud-for-tests";
import { makeAddress } from "./network/network-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const name = "quota:standard public addresses in a subscription and region, westeurope";

it("is assumed to be granted when it is first needed, and not before", async () => {
  for (let count = 0; count < 10; count++) await makeAddress(cloud, `pip-${count}`);
  expect(cloud.assumed()).not.toContain(name);
  await makeAddress(cloud, "pip-10");
  expect(cloud.assumed()).toContain(name);
});
