import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ArmServer } from "../test-bed/arm-server";
import { ServiceError } from "./service-error";

const API = "2023-08-01";
const ID = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/sql/databases/one";

let server: ArmServer;

beforeAll(async () => {
  server = await ArmServer.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.resources.clear();
  server.requests.length = 0;
  Object.assign(server.behaviour, { throttle: 0, polls: 2, failWith: undefined, hang: false, follow: "operation" });
});

const client = (signal = new AbortController().signal) => server.client(signal);

describe.each(["operation", "location"] as const)("an operation that is followed by %s", (follow) => {
  beforeEach(() => {
    server.behaviour.follow = follow;
  });

  it("ends with the resource that was made", async () => {
    const made = await client().put(ID, API, { location: "westeurope", properties: { createMode: "Copy" } });
    expect(made).toMatchObject({ location: "westeurope", properties: { createMode: "Copy" } });
  });

  it("fails with Azure's own code, however late", async () => {
    server.behaviour.failWith = { code: "DatabaseCopyFailed", message: "The source is gone." };
    const failure = client().put(ID, API, {});
    await expect(failure).rejects.toThrow(ServiceError);
    await expect(failure).rejects.toMatchObject({ code: "DatabaseCopyFailed" });
    expect(server.resources.size).toBe(0);
  });

  it("removes, and what is gone stays gone", async () => {
    await client().put(ID, API, {});
    await client().delete(ID, API);
    await client().delete(ID, API);
    expect(server.resources.size).toBe(0);
  });

  it("is given up at once when the job is stopped", async () => {
    server.behaviour.hang = true;
    const stop = new AbortController();
    const put = client(stop.signal).put(ID, API, {});
    setTimeout(() => {
      stop.abort(new Error("stopped"));
    }, 50);
    await expect(put).rejects.toThrow("stopped");
  });
});

it("repeats what was throttled, as often as it takes", async () => {
  server.behaviour.throttle = 4;
  await client().put(ID, API, {});
  expect(server.ids).toEqual([ID]);
});

it("gives up what is throttled for ever, with the reason", async () => {
  server.behaviour.throttle = 1000;
  await expect(client().get(ID, API)).rejects.toMatchObject({ status: 429, code: "TooManyRequests" });
  expect(1000 - server.behaviour.throttle).toBe(6);
});

it("does not repeat what Azure refuses for good", async () => {
  await expect(client().get(ID, API)).rejects.toMatchObject({ status: 404, code: "ResourceNotFound" });
  expect(server.requests).toHaveLength(1);
});

it("sends its token nowhere but to ARM", async () => {
  server.resources.set("/list", { value: [1], nextLink: "https://elsewhere.example/list" });
  await expect(client().list("/list", API)).rejects.toThrow("https://elsewhere.example");
});

it("reads lists page by page", async () => {
  server.resources.set("/list", { value: [1, 2], nextLink: `${server.url.origin}/more?api-version=${API}` });
  server.resources.set("/more", { value: [3] });
  expect(await client().list("/list", API)).toEqual([1, 2, 3]);
});
