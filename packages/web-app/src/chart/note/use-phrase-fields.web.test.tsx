import { MantineProvider } from "@mantine/core";
import { useRef, useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { PhraseAsks } from "./phrase-asks.tsx";
import { SlashMenu } from "./slash-menu.tsx";
import { usePhraseFields } from "./use-phrase-fields.ts";
import { useSlash } from "./use-slash.ts";

const offered = [{ label: "Onset", text: "Began ‹since when›, now ‹better | worse›. Tried: ‹what›." }];

function Probe() {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const slash = useSlash(field, text, setText, offered);
  const phrase = usePhraseFields(field, text, setText);
  return (
    <MantineProvider>
      <textarea
        ref={field}
        aria-label="History"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          slash.onCaret();
        }}
        onSelect={() => {
          slash.onCaret();
          phrase.onCaret();
        }}
        onKeyDown={(event) => phrase.onKeyDown(event) || slash.onKeyDown(event)}
        onBlur={phrase.onBlur}
      />
      {phrase.asked && <PhraseAsks field={phrase.asked} onAnswer={phrase.answer} />}
      {slash.open && <SlashMenu id="s" entries={slash.entries} active={slash.active} onChoose={slash.choose} />}
      <button type="button">After</button>
    </MantineProvider>
  );
}

async function probe() {
  const screen = await render(<Probe />);
  const history = screen.getByRole("textbox", { name: "History" });
  await userEvent.click(history);
  await userEvent.keyboard("/ons{Enter}");
  return { screen, history };
}

test("a phrase asks for its fields where it is put in: typed words take the first one's place, Tab goes on, a digit answers", async () => {
  const { screen, history } = await probe();
  await expect.element(screen.getByText(/Write: since when\./)).toBeVisible();
  await userEvent.keyboard("on Monday");
  await expect.element(history).toHaveValue("Began on Monday, now ‹better | worse›. Tried: ‹what›.");
  await userEvent.keyboard("{Tab}");
  await expect.element(screen.getByRole("button", { name: "1 better" })).toBeVisible();
  await userEvent.keyboard("2");
  await expect.element(history).toHaveValue("Began on Monday, now worse. Tried: ‹what›.");
  // The next one is selected: what is typed takes its place.
  await userEvent.keyboard("rest in 2 beds");
  await expect.element(history).toHaveValue("Began on Monday, now worse. Tried: rest in 2 beds.");
  await userEvent.keyboard("{Tab}");
  await expect.element(screen.getByRole("button", { name: "After" })).toHaveFocus();
});

test("Shift and Tab goes back, a click answers, and a field that is passed over stays to be filled in", async () => {
  const { screen, history } = await probe();
  await userEvent.keyboard("{Tab}{Tab}");
  await expect.element(screen.getByText(/Write: what\./)).toBeVisible();
  await userEvent.keyboard("{Shift>}{Tab}{/Shift}");
  await screen.getByRole("button", { name: "1 better" }).click();
  await expect.element(history).toHaveFocus();
  await expect.element(history).toHaveValue("Began ‹since when›, now better. Tried: ‹what›.");
  await userEvent.keyboard("nothing{Tab}");
  await expect.element(history).toHaveValue("Began ‹since when›, now better. Tried: nothing.");
  await expect.element(screen.getByRole("button", { name: "After" })).toHaveFocus();
});

test("digits are digits everywhere else, also where a field stands in the text", async () => {
  const { history } = await probe();
  await userEvent.keyboard("2 days");
  await expect.element(history).toHaveValue("Began 2 days, now ‹better | worse›. Tried: ‹what›.");
  await userEvent.keyboard("{Tab}{ArrowRight}1");
  await expect.element(history).toHaveValue("Began 2 days, now ‹better | worse›1. Tried: ‹what›.");
});
