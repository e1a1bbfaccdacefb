import type { EventEnvelope } from "@practicum/bus/bus";
import { MemoryBus } from "@practicum/bus/memory";
import { databaseKinds } from "@practicum/db/test-databases";
import type { Id } from "@practicum/kernel/brand";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { serviceModule } from "./in-process-host.ts";
import { testHost, type TestHost } from "./test-kit.ts";
import { counter, counterApi, notes, notesApi, notesPorts } from "./test-services.ts";

/** A broker that keeps what it is given to itself until it is let go. */
class HeldBus extends MemoryBus {
  held: EventEnvelope[] | undefined;

  override async publish(events: readonly EventEnvelope[]): Promise<void> {
    const notes = events.filter((event) => event.name === "notes.noted.v1");
    if (!this.held || notes.length === 0) return super.publish(events);
    this.held.push(...notes);
    await super.publish(events.filter((event) => event.name !== "notes.noted.v1"));
  }

  /** What is held is on its way, so not everything is handled. */
  override async drained(): Promise<boolean> {
    return (this.held?.length ?? 0) === 0 && (await super.drained());
  }

  async letGo(): Promise<void> {
    const held = this.held ?? [];
    this.held = undefined;
    await super.publish(held);
  }
}

const nurse = { as: ["medical-assistant"] } as const;

/** SVC-1 to SVC-3: nothing that a person does next fails because an event is still on its way. */
describe.each(databaseKinds)("a record whose event is still on its way, on %s", (database) => {
  const bus = new HeldBus();
  let kit: TestHost;
  let patientId: Id<"patient">;
  let bodies = 0;
  beforeAll(async () => {
    const modules = [serviceModule(notes, notesPorts()), serviceModule(counter, { broken: new Set<string>() })];
    kit = await testHost({ database, modules, bus, background: true });
  });
  beforeEach(() => {
    patientId = kit.ids.next<"patient">();
    bodies += 1;
  });
  afterAll(() => kit.stop());

  const write = () => kit.caller("notes", notesApi)("write", { patientId, body: `note ${bodies}` }, nurse);
  const praise = (commandId: Id<"command">) =>
    kit.caller("counter", counterApi)("praise", { patientId }, { ...nurse, commandId });
  const outcomes = async (commandId: string) =>
    (await kit.events("counter", "counter.access-recorded.v1"))
      .map(({ payload }) => payload as { readonly commandId: string; readonly outcome: string })
      .filter((entry) => entry.commandId === commandId)
      .map((entry) => entry.outcome);

  test("SVC-1: the next command waits for it, is done once, and leaves one entry", async () => {
    bus.held = [];
    expect((await write()).ok).toBe(true);
    const commandId = kit.ids.next<"command">();
    const asked = praise(commandId);
    // It is held until the command has found nothing at least once: two more commands went through meanwhile.
    await kit.caller("notes", notesApi)("list", { patientId }, nurse);
    await kit.caller("notes", notesApi)("list", { patientId }, nurse);
    await bus.letGo();
    expect(await asked).toEqual(ok({ letters: `note ${bodies}`.length + 1 }));
    expect(await praise(commandId)).toEqual(ok({ letters: `note ${bodies}`.length + 1 }));
    expect(await outcomes(commandId)).toEqual(["ok"]);
  });

  test("SVC-2: what does not exist is refused, at the field, with one entry", async () => {
    const commandId = kit.ids.next<"command">();
    expect(await praise(commandId)).toEqual(fail("not-found", { field: "patientId" }));
    expect(await outcomes(commandId)).toEqual(["not-found"]);
  });

  test("SVC-3: an event that is late for longer than a caller waits: the same command is done when it has come", async () => {
    bus.held = [];
    expect((await write()).ok).toBe(true);
    const commandId = kit.ids.next<"command">();
    expect(await praise(commandId)).toEqual(fail("try-again"));
    await bus.letGo();
    expect(await praise(commandId)).toEqual(ok({ letters: `note ${bodies}`.length + 1 }));
  });
});
