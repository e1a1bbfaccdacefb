import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Reply } from "../../testing/in-app.tsx";
import { InRouter } from "../../testing/in-router.tsx";
import { noDrafts } from "../../testing/open-drafts.ts";
import { SignedIn } from "../../testing/signed-in.tsx";
import { ConversationDock } from "./conversation-dock.tsx";

const threadId = "0190b000-0000-7000-8000-000000000007";

const dock = (answer: Reply) =>
  render(
    <SignedIn on={services(() => answer)} roles={["front-desk"]}>
      <InRouter>
        <ConversationDock about={threadId} at={null} onDone={() => {}} />
      </InRouter>
    </SignedIn>,
  );

beforeEach(noDrafts);

test("MSG-38: whoever gave a conversation to clinical staff reads whose it is now, not that it is another practice's", async () => {
  await dock({ error: { code: "not-found" } });
  await expect.element(page.getByText("This conversation is not open to you")).toBeVisible();
  await expect.element(page.getByText(/with clinical staff is theirs to read, even if you started it/)).toBeVisible();
});
