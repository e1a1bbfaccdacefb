import { useKeys, useWindowKeys } from "@practicum/ui/keys.ts";
import { enableLetters } from "@practicum/ui/letter-keys.ts";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";

afterEach(() => enableLetters(true));

/** A row in a panel in a page, each with keys; what was done stands below. */
function Probe() {
  const [done, setDone] = useState("");
  const say = (what: string) => () => setDone((old) => `${old} ${what}`.trim());
  useWindowKeys({ F8: say("window-F8"), "mod+Enter": say("window-send"), "?": say("help") });
  const panel = useKeys({ Enter: say("panel-Enter"), "mod+Enter": say("panel-send"), p: say("pay"), 1: say("first") });
  const card = useKeys({ Enter: say("card-Enter"), e: say("check"), x: () => false }, { self: true });
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div onKeyDown={panel}>
        <input aria-label="Text" />
        <input aria-label="Tick" type="checkbox" />
        <button onClick={say("pressed")}>Button</button>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div role="group" aria-label="Card" tabIndex={0} onKeyDown={card}>
          <button onClick={say("inner")}>Inner</button>
        </div>
      </div>
      <output>{done}</output>
    </>
  );
}

async function press(label: string, keys: string): Promise<void> {
  const at = ["Button", "Inner"].includes(label)
    ? page.getByRole("button", { name: label })
    : page.getByLabelText(label);
  ((await at.findElement()) as HTMLElement).focus();
  await userEvent.keyboard(keys);
}
const status = () => page.getByRole("status");

test("GTW-76 letters and digits act beside text, and are text in it", async () => {
  await render(<Probe />);
  await press("Text", "p1");
  await expect.element(page.getByLabelText("Text")).toHaveValue("p1");
  await press("Tick", "P1");
  await expect.poll(() => status().element().textContent).toBe("pay first");
});

test("GTW-76 with letters off no letter acts, and every other key does", async () => {
  enableLetters(false);
  await render(<Probe />);
  await press("Tick", "p1?");
  await press("Card", "e");
  await press("Tick", "{F8}{Enter}");
  await expect.poll(() => status().element().textContent).toBe("window-F8 panel-Enter");
});

test("GTW-76 Enter on a button presses it; Ctrl+Enter is what is nearest", async () => {
  await render(<Probe />);
  await press("Button", "{Enter}");
  await press("Text", "{Control>}{Enter}{/Control}");
  await expect.poll(() => status().element().textContent).toBe("pressed panel-send");
});

test("GTW-76 a card's keys are its own: not of what stands in it, and used once", async () => {
  await render(<Probe />);
  await press("Card", "{Enter}e");
  await press("Inner", "e{Enter}");
  await expect.poll(() => status().element().textContent).toBe("card-Enter check inner");
  await press("Card", "p");
  await expect.poll(() => status().element().textContent).toBe("card-Enter check inner pay");
});
