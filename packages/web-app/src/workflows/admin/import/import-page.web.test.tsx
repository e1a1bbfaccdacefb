import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Reply, type Sent } from "../../../testing/in-app.tsx";
import { InRouter } from "../../../testing/in-router.tsx";
import { noDrafts } from "../../../testing/open-drafts.ts";
import { SignedIn } from "../../../testing/signed-in.tsx";
import { ImportPage } from "./import-page.tsx";

const IMPORT = "0190e000-0000-7000-8000-000000000001";
const MARIA = "0190e000-0000-7000-8000-000000000002";

const counts = { new: 1, known: 0, doubtful: 1, refused: 1, taken: 0, linked: 0, undone: 0, kept: 0 };
const run = {
  importId: IMPORT,
  kind: "patients",
  system: "OldEHR",
  fileName: "pasted rows",
  state: "checked",
  rowCount: 3,
  counts,
  total: null,
  takenTotal: null,
  reading: { columns: [], values: [] },
  madeAt: "2026-11-23T16:00:00.000Z",
  madeBy: "Dana Whitfield",
  finishedAt: null,
  undoneBy: null,
  version: 1,
};
const person = (oldNumber: string, given: string) => ({
  kind: "patients",
  oldNumber,
  name: { family: "Lopez", given, middle: null, suffix: null },
  birthDate: "1981-03-04",
  sex: "female",
  phone: null,
  email: null,
  address: null,
  language: "en",
});
const row = (line: number, state: string, more: object) => ({
  line,
  state,
  oldNumber: String(70 + line),
  problem: null,
  candidates: [],
  patientId: null,
  row: null,
  ...more,
});
const rows = [
  row(2, "new", { row: person("72", "Ana") }),
  row(3, "doubtful", {
    row: person("73", "Maria"),
    candidates: [
      {
        patientId: MARIA,
        mrn: "100042",
        name: { family: "Lopez", given: "Mariah", middle: null, suffix: null },
        birthDate: "1981-03-04",
        score: 83,
        because: ["nearly the same name", "same birth date"],
      },
    ],
  }),
  row(4, "refused", { problem: { field: "birthDate", message: "The date of birth is missing." } }),
];

/** A practice with one check of a file, or none yet. */
function practice(checked: boolean) {
  let there = checked;
  return services(({ path, input }): Reply => {
    if (path === "scheduling.listImports") return { value: { imports: there ? [run] : [], next: null } };
    if (path === "scheduling.openImport") {
      there = true;
      return { value: { importId: IMPORT, state: "checked" } };
    }
    if (path === "scheduling.listImportRows") {
      const { states } = input as { states: readonly string[] };
      const shown = rows.filter((one) => states.length === 0 || states.includes(one.state));
      return { value: { rows: shown, next: null } };
    }
    if (path === "scheduling.stageImportRows") return { value: { staged: 3 } };
    if (path === "scheduling.decideImportRow") return { value: { state: "new" } };
    if (path === "scheduling.startImport") return { value: { state: "running" } };
    return path === "billing.listImports" ? { value: { imports: [], next: null } } : { value: [] };
  });
}

const Screen = ({ on }: { readonly on: ReturnType<typeof practice> }) => (
  <SignedIn on={on} roles={["practice-manager"]}>
    <InRouter>
      <ImportPage />
    </InRouter>
  </SignedIn>
);
const callsOf = (on: { readonly sent: readonly Sent[] }, path: string) => on.sent.filter((call) => call.path === path);

beforeEach(noDrafts);

test("SCH-188: days that can be read both ways are asked about once; then the rows are sent as they are meant", async () => {
  await page.viewport(1440, 900);
  const on = practice(false);
  await render(<Screen on={on} />);
  await page.getByRole("textbox", { name: "Name of the old system" }).fill("OldEHR");
  await page.getByRole("button", { name: "Paste rows instead" }).click();
  const paste = page.getByRole("textbox", { name: "Rows, the headings first" });
  await paste.fill(
    "Chart No,Last Name,First Name,DOB\n72,Lopez,Ana,03/04/1981\n73,Lopez,Maria,04/03/1981\n74,Lopez,Eva,",
  );
  await page.getByRole("textbox", { name: "Name of the old system" }).click();
  const check = page.getByRole("button", { name: "Check 3 rows" });
  await expect.element(check).toBeDisabled();
  // A button that can't be pressed says what it waits for.
  const before = page.getByText(/^Before the check: /);
  await expect.element(before).toHaveTextContent("Before the check: say which comes first in the dates, month or day.");
  await page.getByText("Day first").click();
  await expect.element(before).not.toBeInTheDocument();
  await check.click();
  await expect.element(page.getByRole("heading", { name: "Patients: pasted rows" })).toBeVisible();
  const [staged] = callsOf(on, "scheduling.stageImportRows");
  expect(staged?.input).toMatchObject({
    importId: IMPORT,
    rows: [
      { line: 2, row: { oldNumber: "72", birthDate: "1981-04-03" } },
      { line: 3, row: { oldNumber: "73", birthDate: "1981-03-04" } },
    ],
    refused: [{ line: 4, oldNumber: "74", problem: { field: "birthDate" } }],
  });
  expect(callsOf(on, "scheduling.startImport")).toEqual([]);
});

test("rows that are pasted are read at once; what is said of their columns stays when the field is left again", async () => {
  await page.viewport(1440, 900);
  await render(<Screen on={practice(false)} />);
  await page.getByRole("textbox", { name: "Name of the old system" }).fill("OldEHR");
  await page.getByRole("button", { name: "Paste rows instead" }).click();
  const field = page.getByRole("textbox", { name: "Rows, the headings first" });
  await field.fill("Chart No,Last Name,First Name,DOB,Other\n72,Lopez,Ana,03/24/1981,x");
  // What the browser does after a paste, without a clipboard that another test could have.
  field.element().dispatchEvent(new ClipboardEvent("paste", { bubbles: true }));
  const phone = page.getByRole("combobox", { name: "Telephone" });
  await phone.fill("Other");
  await userEvent.keyboard("{Tab}");
  await expect.element(phone).toHaveValue("Other");
  await field.click();
  await page.getByRole("textbox", { name: "Name of the old system" }).click();
  await expect.element(page.getByText(/^0 patients can be read, 1 row can't/)).toBeVisible();
  await expect.element(phone).toHaveValue("Other");
});

test("SCH-178: whoever is only like somebody is decided by a press; nothing starts by itself", async () => {
  await page.viewport(820, 1100);
  const on = practice(true);
  await render(<Screen on={on} />);
  await expect.element(page.getByText(/1 wait for you/)).toBeVisible();
  await page.getByRole("button", { name: /is somebody else/ }).click();
  await expect.poll(() => callsOf(on, "scheduling.decideImportRow").length).toBe(1);
  expect(callsOf(on, "scheduling.decideImportRow")[0]?.input).toEqual({ importId: IMPORT, line: 3, patientId: null });
  await page.getByRole("button", { name: "Import 1 row" }).click();
  await expect.poll(() => callsOf(on, "scheduling.startImport").length).toBe(1);
});
