import { sql, type Generated } from "kysely";
import type { Migration } from "kysely/migration";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db, Tx } from "./db.ts";
import { constraintOf, DatabaseUnavailable, errorLabel, isUnavailable, sqlState } from "./errors.ts";
import { json } from "./json.ts";
import { migrate } from "./migrate.ts";
import { testPractice, type DatabaseKind, type TestPractice } from "./test-databases.ts";

interface Tables {
  readonly everything: {
    readonly id: Generated<number>;
    readonly small: number | null;
    readonly big: number | null;
    readonly amount: string | null;
    readonly ratio: number | null;
    readonly yes: boolean | null;
    readonly day: string | null;
    readonly at_time: string | null;
    readonly moment: string | null;
    readonly span: string | null;
    readonly doc: object | null;
    readonly text_doc: object | null;
    readonly bytes: Uint8Array | null;
    readonly uid: string | null;
    readonly words: readonly (string | null)[] | null;
    readonly numbers: readonly number[] | null;
    readonly days: readonly string[] | null;
    readonly moments: readonly string[] | null;
    readonly uids: readonly string[] | null;
    readonly during: string | null;
  };
  readonly slot: { readonly room: string; readonly during: string };
  readonly person: { readonly name: string };
}

const EVERYTHING: Migration = {
  async up(db) {
    await sql`create table everything (
      id bigint generated always as identity primary key,
      small integer, big bigint, amount numeric, ratio double precision, yes boolean, day date, at_time time,
      moment timestamptz, span interval, doc jsonb, text_doc json, bytes bytea, uid uuid, words text[], numbers bigint[],
      days date[], moments timestamptz[], uids uuid[], during tstzrange
    )`.execute(db);
  },
};
const SLOTS: Migration = {
  async up(db) {
    await sql`create table slot (room text not null, during tstzrange not null,
      constraint slot_free exclude using gist (room with =, during with &&))`.execute(db);
    await sql`create table person (name text not null constraint person_once unique)`.execute(db);
    await sql`create index person_name on person using gin (name gin_trgm_ops)`.execute(db);
  },
};
const migrations = { "0001-everything": EVERYTHING, "0002-slots": SLOTS };

/** What every database must do. PostgreSQL and PGlite run exactly this. */
export function dbSuite(kind: DatabaseKind): void {
  describe(`a database (${kind})`, () => {
    let practice: TestPractice;
    let db: Db<Tables>;
    beforeAll(async () => {
      practice = await testPractice(kind, ["alpha", "beta"]);
      db = practice.open<Tables>("alpha");
      await migrate(db, "alpha", migrations);
    }, 120_000);
    afterAll(async () => {
      await practice.drop();
    }, 60_000);

    test("values come back as they went in, each as its one type", async () => {
      const values = {
        small: -7,
        big: 9_007_199_254_740_991,
        amount: "1234567890.1200",
        ratio: 0.1,
        yes: false,
        day: "1981-03-04",
        at_time: "08:15",
        moment: "2026-11-22T13:12:25.007Z",
        span: "P1DT2H30M",
        doc: { a: [1, "x", null, { é: true }] },
        text_doc: { b: 1, a: 2 },
        bytes: new Uint8Array([0, 1, 127, 128, 255]),
        uid: "01990000-0000-7000-8000-000000000001",
        words: ["plain", 'quo"te', "back\\slash", "com,ma", "{brace}", "", "NULL", null, "a b"],
        numbers: [1, -2, 3_000_000_000],
        days: ["1981-03-04", "2028-02-29"],
        moments: ["2026-11-22T13:12:25.000Z"],
        uids: ["01990000-0000-7000-8000-000000000001"],
      };
      const row = await db.transact(async (tx) => {
        await tx.insertInto("everything").values(values).execute();
        return tx.selectFrom("everything").selectAll().executeTakeFirstOrThrow();
      });
      expect(row).toEqual({ id: 1, ...values, during: null });
      expect(row.bytes).toBeInstanceOf(Uint8Array);
    });

    test("nulls, empty arrays and JSON texts stay what they are", async () => {
      const row = await db.transact(async (tx) => {
        const { id } = await tx
          .insertInto("everything")
          .values({ words: [], numbers: null, doc: json(["a", 1]), text_doc: json("text"), yes: null })
          .returning("id")
          .executeTakeFirstOrThrow();
        return tx
          .selectFrom("everything")
          .select(["words", "numbers", "doc", "text_doc", "yes", "moment"])
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
      });
      expect(row).toEqual({ words: [], numbers: null, doc: ["a", 1], text_doc: "text", yes: null, moment: null });
    });

    test("counts, sums and moments from other zones have their one form too", async () => {
      const { rows } = await db.transact((tx) =>
        sql`select count(*) as n, sum(x)::bigint as total, sum(x::numeric) as exact,
          '2026-11-22 05:12:25.0079-08'::timestamptz as moment, '{{1,2},{3,4}}'::int[] as grid, array[true, false] as flags
          from unnest(array[1, 2]) as x`.execute(tx),
      );
      expect(rows).toEqual([
        {
          n: 2,
          total: 3,
          exact: "3",
          moment: "2026-11-22T13:12:25.007Z",
          grid: [
            [1, 2],
            [3, 4],
          ],
          flags: [true, false],
        },
      ]);
    });

    test("a whole number beyond the safe integers is refused, not rounded", async () => {
      await expect(db.transact((tx) => sql`select 9007199254740993::bigint as n`.execute(tx))).rejects.toThrow(/safe/);
    });

    test("a Date is not taken for a moment", async () => {
      const wrong = { moment: new Date(0) as unknown as string };
      await expect(db.transact((tx) => tx.insertInto("everything").values(wrong).execute())).rejects.toThrow(/Instant/);
    });

    test("affected rows are counted", async () => {
      const result = await db.transact(async (tx) => {
        await sql`insert into person (name) values ('one'), ('two')`.execute(tx);
        const updated = await tx
          .updateTable("person")
          .set({ name: sql`name || '!'` })
          .executeTakeFirst();
        const deleted = await tx.deleteFrom("person").executeTakeFirst();
        return [updated.numUpdatedRows, deleted.numDeletedRows];
      });
      expect(result).toEqual([2n, 2n]);
    });

    test("all of a transaction happens, or nothing", async () => {
      const failing = db.transact(async (tx) => {
        await tx.insertInto("person").values({ name: "half" }).execute();
        throw new Error("changed my mind");
      });
      await expect(failing).rejects.toThrow("changed my mind");
      const rows = await db.transact((tx) => tx.selectFrom("person").selectAll().where("name", "=", "half").execute());
      expect(rows).toEqual([]);
    });

    test("an SQL error that a handler swallowed does not commit half a transaction", async () => {
      const swallowing = db.transact(async (tx) => {
        await tx.insertInto("person").values({ name: "first" }).execute();
        await sql`select 1 / 0`.execute(tx).catch(() => undefined);
      });
      await expect(swallowing).rejects.toThrow();
      const rows = await db.transact((tx) => tx.selectFrom("person").selectAll().execute());
      expect(rows).toEqual([]);
    });

    test("a violated constraint has its code and name, and its label no data", async () => {
      const twice = db.transact(async (tx) => {
        for (const name of ["Canary Patient", "Canary Patient"])
          await tx.insertInto("person").values({ name }).execute();
      });
      const error = await twice.catch((thrown: unknown) => thrown);
      expect(sqlState(error)).toBe("23505");
      expect(constraintOf(error)).toBe("person_once");
      expect(errorLabel(error)).toBe("PostgreSQL 23505 on person_once");
      const cast = await db.transact((tx) => sql`select 'Canary Patient'::int`.execute(tx)).catch((e: unknown) => e);
      expect(errorLabel(cast)).toBe("PostgreSQL 22P02");
    });

    test("an exclusion constraint refuses by `on conflict do nothing`, without an error", async () => {
      const book = (from: string, to: string) =>
        db.transact(async (tx) => {
          const { rows } = await sql`insert into slot (room, during) values ('1', tstzrange(${from}, ${to}))
            on conflict do nothing returning 1 as booked`.execute(tx);
          return rows.length;
        });
      expect(await book("2026-11-23T16:00:00.000Z", "2026-11-23T16:20:00.000Z")).toBe(1);
      expect(await book("2026-11-23T16:10:00.000Z", "2026-11-23T16:30:00.000Z")).toBe(0);
      expect(await book("2026-11-23T16:20:00.000Z", "2026-11-23T16:40:00.000Z")).toBe(1);
    });

    test("the extensions of the practice's database are there", async () => {
      const { rows } = await db.transact((tx) =>
        sql`select unaccent('Muñoz') as plain, similarity('garcia', 'garcya') > 0.3 as alike`.execute(tx),
      );
      expect(rows).toEqual([{ plain: "Munoz", alike: true }]);
    });

    test("a read-only transaction writes nothing", async () => {
      const writing = db.transact((tx) => tx.insertInto("person").values({ name: "no" }).execute(), { readOnly: true });
      expect(sqlState(await writing.catch((error: unknown) => error))).toBe("25006");
    });

    test("a transaction that takes too long is given up, and the next one works", async () => {
      const hanging = db.transact(
        async (tx) => {
          await tx.insertInto("person").values({ name: "hanging" }).execute();
          await new Promise(() => {});
        },
        { timeoutMs: 100 },
      );
      const error = await hanging.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(DatabaseUnavailable);
      expect(isUnavailable(error)).toBe(true);
      const rows = await db.transact((tx) =>
        tx.selectFrom("person").selectAll().where("name", "=", "hanging").execute(),
      );
      expect(rows).toEqual([]);
    });

    test("a statement after the end of its transaction is refused", async () => {
      let late: Promise<unknown> = Promise.resolve();
      let sendLate = (): void => {};
      await db.transact(async (tx) => {
        sendLate = () => {
          late = sql`select 1`.execute(tx);
        };
      });
      sendLate();
      await expect(late).rejects.toThrow(/after its transaction had ended|closed/);
    });

    test("what PostgreSQL asks to be retried is retried, from the start", async () => {
      let attempts = 0;
      const done = await db.transact(async (tx) => {
        attempts += 1;
        await tx
          .insertInto("person")
          .values({ name: `retried ${attempts}` })
          .execute();
        if (attempts < 3) await sql`do $$ begin raise exception using errcode = '40001'; end $$`.execute(tx);
        return tx.selectFrom("person").select("name").where("name", "like", "retried %").execute();
      });
      expect(done).toEqual([{ name: "retried 3" }]);
    });

    describe("a last statement that travels with COMMIT", () => {
      const insert = (name: string, last: (tx: Tx<Tables>) => Promise<unknown>) =>
        db.transactEndingWith(
          async (tx) => void (await tx.insertInto("person").values({ name }).execute()),
          (tx) => last(tx),
        );
      const isThere = (name: string) =>
        db.transact(
          async (tx) => (await tx.selectFrom("person").selectAll().where("name", "=", name).execute()).length === 1,
        );

      test("gives what it makes of its rows, seeing what came before", async () => {
        const given = await db.transactEndingWith(
          async (tx) => {
            await tx.insertInto("person").values({ name: "seen" }).execute();
            return "seen";
          },
          async (tx, name) => (await tx.selectFrom("person").selectAll().where("name", "=", name).execute())[0]?.name,
        );
        expect(given).toBe("seen");
        expect(await isThere("seen")).toBe(true);
      });

      test("may be left out, and may be all there is", async () => {
        expect(await insert("alone", async () => "nothing sent")).toBe("nothing sent");
        expect(await isThere("alone")).toBe(true);
        const only = await db.transactEndingWith(
          async () => 42,
          async (tx, value) => (await sql<{ n: number }>`select ${value}::int as n`.execute(tx)).rows[0]?.n,
        );
        expect(only).toBe(42);
      });

      test("that fails commits nothing, and its own error is told", async () => {
        const twice = insert("once", (tx) => tx.insertInto("person").values({ name: "once" }).execute());
        expect(constraintOf(await twice.catch((thrown: unknown) => thrown))).toBe("person_once");
        expect(await isThere("once")).toBe(false);
        const unsent = insert("unsent", () => Promise.reject(new Error("changed my mind")));
        await expect(unsent).rejects.toThrow("changed my mind");
        expect(await isThere("unsent")).toBe(false);
      });

      test("is sent again, from the start, where PostgreSQL asks for it", async () => {
        let attempts = 0;
        await insert("again", async (tx) => {
          attempts += 1;
          if (attempts < 3) await sql`do $$ begin raise exception using errcode = '40001'; end $$`.execute(tx);
        });
        expect(attempts).toBe(3);
        expect(await isThere("again")).toBe(true);
      });
    });

    test("many transactions at once all finish", async () => {
      const names = Array.from({ length: 40 }, (_, n) => `busy ${n}`);
      await Promise.all(names.map((name) => db.transact((tx) => tx.insertInto("person").values({ name }).execute())));
      const rows = await db.transact((tx) =>
        tx.selectFrom("person").select("name").where("name", "like", "busy %").execute(),
      );
      expect(new Set(rows.map((row) => row.name))).toEqual(new Set(names));
    });

    test("services of one practice have their own tables", async () => {
      const beta = practice.open<Tables>("beta");
      await migrate(beta, "beta", {
        "0001": { up: async (tx) => void (await sql`create table person (name text)`.execute(tx)) },
      });
      await beta.transact((tx) => tx.insertInto("person").values({ name: "of beta" }).execute());
      const inAlpha = await db.transact((tx) =>
        tx.selectFrom("person").selectAll().where("name", "=", "of beta").execute(),
      );
      expect(inAlpha).toEqual([]);
      expect(await beta.transact((tx) => tx.selectFrom("person").selectAll().execute())).toEqual([{ name: "of beta" }]);
    });
  });

  describe(`migrations (${kind})`, () => {
    let practice: TestPractice;
    let second: TestPractice;
    beforeAll(async () => {
      practice = await testPractice(kind, ["alpha"]);
      second = await testPractice(kind, ["alpha"]);
    }, 120_000);
    afterAll(async () => {
      await practice.drop();
      await second.drop();
    }, 60_000);

    test("go up from the previous version, once, also when two processes start together", async () => {
      const db = practice.open<Tables>("alpha");
      expect(await migrate(db, "alpha", { "0001-everything": EVERYTHING })).toEqual([
        "platform/0001-platform",
        "platform/0002-causes",
        "platform/0003-merges",
        "service/0001-everything",
      ]);
      await db.transact((tx) => tx.insertInto("everything").values({ small: 5 }).execute());
      const both = await Promise.all([migrate(db, "alpha", migrations), migrate(db, "alpha", migrations)]);
      expect(both.flat()).toEqual(["service/0002-slots"]);
      const rows = await db.transact((tx) => tx.selectFrom("everything").select("small").execute());
      expect(rows).toEqual([{ small: 5 }]);
    });

    test("that fail leave everything as it was", async () => {
      const db = practice.open<Tables>("alpha");
      const failing: Migration = {
        async up(tx) {
          await sql`create table half (a integer)`.execute(tx);
          await sql`select nonsense`.execute(tx);
        },
      };
      await expect(migrate(db, "alpha", { ...migrations, "0003-half": failing })).rejects.toThrow(/nonsense/);
      await expect(db.transact((tx) => sql`select * from half`.execute(tx))).rejects.toThrow(/half/);
      expect(await migrate(db, "alpha", migrations)).toEqual([]);
    });

    test("refuse an older program, and a name before one that is applied", async () => {
      const db = practice.open<Tables>("alpha");
      await expect(migrate(db, "alpha", { "0001-everything": EVERYTHING })).rejects.toThrow(/newer than this program/);
      await expect(migrate(db, "alpha", { ...migrations, "0001-late": EVERYTHING })).rejects.toThrow(/already applied/);
    });

    test("two practices do not see each other", async () => {
      const [one, two] = [practice.open<Tables>("alpha"), second.open<Tables>("alpha")];
      await migrate(two, "alpha", migrations);
      await one.transact((tx) => tx.insertInto("person").values({ name: "of one" }).execute());
      expect(await two.transact((tx) => tx.selectFrom("person").selectAll().execute())).toEqual([]);
    });
  });
}
