import { expect, type Locator, type Page } from "@playwright/test";

/**
 * A person with a keyboard and no mouse. After every key the focus must be somewhere that can be seen: on the screen, not under a
 * sticky bar, and marked (WCAG 2.2: 2.4.7, 2.4.11).
 */
export class Keyboard {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Types into whatever has the focus, which must be a field. */
  async type(text: string): Promise<void> {
    await expect.poll(() => this.page.evaluate(isTextField), { message: `a field for "${text}"` }).toBe(true);
    await this.page.keyboard.type(text);
  }

  /** Enter, once the list below the field has answered and stands on this option. */
  async take(option: RegExp): Promise<void> {
    await expect(this.page.locator("[role=option][data-combobox-selected]")).toHaveText(option);
    await this.press("Enter");
  }

  /** The focus comes here by itself. */
  async expectAt(place: Locator): Promise<void> {
    await expect(place).toBeFocused();
    await this.expectSeen();
  }

  /** Goes on with a key until the focus is here; never more often than a person would. */
  async goTo(place: Locator, key = "Tab", timesMax = 25): Promise<void> {
    await expect(place).toBeAttached();
    for (let times = 0; times < timesMax; times++) {
      if (await place.evaluate((element) => element === document.activeElement)) return this.expectSeen();
      await this.press(key);
      await this.expectSeen();
    }
    throw new Error(`${String(place)} was not reached by ${timesMax} × ${key}; the focus is on ${await this.held()}`);
  }

  async expectSeen(): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(hiddenFocus), { message: "the focus can be seen", timeout: 5_000 })
      .toBe("");
  }

  /** What has the focus, for a person who reads a failure. */
  async held(): Promise<string> {
    return this.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? "nothing");
  }
}

function isTextField(): boolean {
  return document.activeElement?.matches("input, textarea") ?? false;
}

/** Why the focus cannot be seen; empty when it can. Runs in the page. */
function hiddenFocus(): string {
  const held = document.activeElement;
  if (held === null || held === document.body) return "it is nowhere";
  const id = held.getAttribute("aria-activedescendant");
  // A chip or a switch hides its box and marks the label.
  const label = held instanceof HTMLInputElement && held.offsetWidth < 2 ? held.labels?.[0] : undefined;
  const shown = (id === null ? label : document.getElementById(id)) ?? held;
  const box = shown.getBoundingClientRect();
  const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
  const [right, bottom] = [Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
  const name = held.outerHTML.slice(0, 120);
  if (right - left < 2 || bottom - top < 2) return `outside of the screen: ${name}`;
  const points = [0.5, 0.1, 0.9].flatMap((y) => [0.5, 0.1, 0.9].map((x) => [x, y] as const));
  const onTop = points.some(([x, y]) => {
    const there = document.elementFromPoint(left + x * (right - left), top + y * (bottom - top));
    return there !== null && (shown.contains(there) || there.contains(shown) || held.contains(there));
  });
  if (!onTop) return `covered: ${name}`;
  // A field shows its caret and its border; everything else needs the ring.
  if (held.matches("input:not([type=checkbox], [type=radio]), textarea")) return "";
  const style = getComputedStyle(shown);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 ? "" : `no ring: ${name}`;
}
