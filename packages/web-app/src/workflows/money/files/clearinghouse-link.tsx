import { Button, Group, NumberInput, Radio, SimpleGrid, Stack, Switch, TextInput } from "@mantine/core";
import {
  clearinghouseLinkOperations,
  type ClearinghouseLink as Link,
  type LinkTrouble,
} from "@practicum/contracts/billing/clearinghouse-link";
import { dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { offerUndo, say } from "../../../shell/undo.tsx";
import { linkFaultWords } from "./link-words.ts";

type Status = z.output<typeof clearinghouseLinkOperations.getClearinghouseLink.output>;

/** While a try is under way somebody waits for it. */
const WHILE_TRYING_MS = 1500;

/** How files are carried to the clearinghouse's server and back, and how that goes. */
export function ClearinghouseLink() {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.billing.getClearinghouseLink.queryOptions(
      {},
      { refetchInterval: ({ state }) => (state.data?.trying === true ? WHILE_TRYING_MS : false) },
    ),
  );
  if (query.isError)
    return <ErrorState what="The connection" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <LoadingState rows={4} />;
  if (!query.data.possible) return null;
  return (
    <Stack gap="sm" component="section" aria-label="Connection by SFTP">
      <h2 className="m-title">Connection by SFTP</h2>
      {query.data.link === null ? (
        <Notice tone="info">
          Nothing is set: files wait in the folder above until somebody carries them. With a connection they go and come
          by themselves.
        </Notice>
      ) : (
        <State status={query.data} link={query.data.link} />
      )}
      <LinkForm key={query.data.version} status={query.data} />
    </Stack>
  );
}

function State({ status, link }: { readonly status: Status; readonly link: Link }) {
  const tries = useCommand("billing", "tryClearinghouseLink");
  const renews = useCommand("billing", "renewLinkKey");
  const problem = tries.error ?? renews.error;
  const renew = async () => {
    const result = await renews.run({ back: false });
    if (result.ok)
      offerUndo("A new key was made: it signs in when the clearinghouse has its public half.", () => {
        void renews.run({ back: true });
      });
  };
  return (
    <>
      <Trouble status={status} />
      {status.trouble === null && <GoingWell status={status} link={link} />}
      <HostKey status={status} />
      {link.way !== "password" && <OurKey publicKey={status.publicKey} host={link.host} />}
      {problem && (
        <Notice tone="danger" role="alert">
          {errorText(problem)}
        </Notice>
      )}
      <Group gap="xs">
        <Button size="xs" loading={tries.pending || status.trying} onClick={() => void tries.run({})}>
          {link.running ? "Connect now" : "Try the connection"}
        </Button>
        {link.way !== "password" && (
          <Button size="xs" variant="default" loading={renews.pending} onClick={() => void renew()}>
            Make a new key
          </Button>
        )}
      </Group>
    </>
  );
}

function Trouble({ status: { trouble, waiting } }: { readonly status: Status }) {
  const at = useMoment();
  if (trouble === null) return null;
  const { is, todo } = linkFaultWords(trouble.fault, trouble.about);
  return (
    <Notice tone={trouble.fault === "host-key-unknown" ? "warn" : "danger"} role="status">
      <strong>{is}</strong> {todo} Since {at(trouble.since)}.
      {waiting > 0 && ` ${waitingFiles(waiting)} Nothing is lost.`}
    </Notice>
  );
}

function GoingWell({ status: { fine, waiting }, link }: { readonly status: Status; readonly link: Link }) {
  const at = useMoment();
  const wait = waitingFiles(waiting);
  if (!link.running) return <Notice tone="warn">Stopped: files wait here and there. {wait}</Notice>;
  return (
    <Notice tone={fine === null ? "info" : "ok"}>
      {fine === null
        ? `Not tried yet. ${wait}`
        : `Last connected ${at(fine.at)}: ${fine.sent} sent, ${fine.taken} taken in. ${wait} The next time is within ${link.everyMinutes} minutes, for files of yours within one.`}
    </Notice>
  );
}

function waitingFiles(count: number): string {
  if (count === 0) return "Nothing waits to be sent.";
  return count === 1 ? "One file waits to be sent." : `${count} files wait to be sent.`;
}

/** The other side's key is compared by a person, once: by it alone is known who gets the claims. */
function HostKey({ status: { trustedHostKey, shownHostKey } }: { readonly status: Status }) {
  const trusts = useCommand("billing", "trustHostKey");
  if (shownHostKey === null || shownHostKey === trustedHostKey) return null;
  return (
    <div className="w-panel">
      <div className="m-dim">The server's key (fingerprint)</div>
      <code className="m-key">{shownHostKey}</code>
      {trustedHostKey !== null && (
        <>
          <div className="m-dim">The key that was trusted before</div>
          <code className="m-key">{trustedHostKey}</code>
        </>
      )}
      {trusts.error && (
        <Notice tone="danger" role="alert">
          {errorText(trusts.error)}
        </Notice>
      )}
      <div style={{ marginTop: 8 }}>
        <Button size="xs" loading={trusts.pending} onClick={() => void trusts.run({ fingerprint: shownHostKey })}>
          It is the clearinghouse's key
        </Button>
      </div>
    </div>
  );
}

function OurKey({ publicKey, host }: { readonly publicKey: string | null; readonly host: string }) {
  if (publicKey === null) return null;
  return (
    <div className="w-panel">
      <div className="m-dim">Your public key: give it to {host}. The other half never leaves this server.</div>
      <code className="m-key">{publicKey.trim()}</code>
      <div style={{ marginTop: 8 }}>
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            void navigator.clipboard.writeText(publicKey.trim()).then(
              () => say("The key was copied."),
              () => say("This browser does not let a page copy. Mark the key and copy it yourself."),
            )
          }
        >
          Copy
        </Button>
      </div>
    </div>
  );
}

const EMPTY: Link = {
  host: "",
  port: 22,
  user: "",
  way: "ed25519",
  outbound: "",
  inbound: "",
  upload: "renamed",
  taken: "left",
  everyMinutes: 15,
  running: true,
};

/** What is no number is refused at its field. */
const number = (value: number | string) => (value === "" ? Number.NaN : Number(value));

function LinkForm({ status: { link, version } }: { readonly status: Status }) {
  const of = useCommandForm({
    draft: "clearinghouse-link",
    recordId: "clearinghouse-link",
    initialValues: { ...(link ?? EMPTY) } as Omit<Link, "port" | "everyMinutes"> & {
      port: number | string;
      everyMinutes: number | string;
    },
    schema: clearinghouseLinkOperations.saveClearinghouseLink.input,
    toInput: (values) => ({
      ...values,
      port: number(values.port),
      everyMinutes: number(values.everyMinutes),
      version,
    }),
    command: useCommand("billing", "saveClearinghouseLink"),
    after: "stay",
    onDone: () => say("Saved."),
  });
  const { form } = of;
  return (
    <CommandForm of={of} className="w-panel" label="Connection by SFTP" action="Save the connection">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
        <TextInput label="Server" placeholder="sftp.clearinghouse.com" required {...form.getInputProps("host")} />
        <NumberInput label="Port" required hideControls {...form.getInputProps("port")} />
        <TextInput label="User name" required autoComplete="off" {...form.getInputProps("user")} />
        <NumberInput label="Look every (minutes)" required hideControls {...form.getInputProps("everyMinutes")} />
        <TextInput
          label="Folder for your files"
          description="As the clearinghouse calls it; . is where the sign-in ends"
          required
          {...form.getInputProps("outbound")}
        />
        <TextInput
          label="Folder of its answers"
          description="999, 277CA, 835 and reports"
          required
          {...form.getInputProps("inbound")}
        />
      </SimpleGrid>
      <Radio.Group label="Sign in by" {...form.getInputProps("way")}>
        <Stack gap={4} mt={4}>
          <Radio value="ed25519" label="Key (Ed25519)" />
          <Radio value="rsa" label="Key (RSA, 4096 bits), where the clearinghouse takes no other" />
          <Radio value="password" label="Password, which is put on the server beside this screen" />
        </Stack>
      </Radio.Group>
      <Radio.Group label="Answers, once they are here" {...form.getInputProps("taken")}>
        <Stack gap={4} mt={4}>
          <Radio value="left" label="Stay on the clearinghouse's server" />
          <Radio value="deleted" label="Are removed there" />
        </Stack>
      </Radio.Group>
      <Radio.Group label="Your files" {...form.getInputProps("upload")}>
        <Stack gap={4} mt={4}>
          <Radio value="renamed" label="Appear under their name when they are whole" />
          <Radio
            value="direct"
            label="Are written under their name at once, where the clearinghouse lets nobody rename"
          />
        </Stack>
      </Radio.Group>
      <Switch label="Carry files by themselves" {...form.getInputProps("running", { type: "checkbox" })} />
    </CommandForm>
  );
}

/** On top of the files: whoever waits for an answer learns here why none comes. */
export function ExchangeTrouble() {
  const trpc = useTRPC();
  const query = useQuery(trpc.billing.exchangeTrouble.queryOptions({}));
  const at = useMoment();
  if (query.isError) return <ErrorState what="The connection" message={errorText(query.error)} />;
  const trouble: LinkTrouble | null = query.data?.trouble ?? null;
  if (trouble === null) return null;
  return (
    <Notice tone="danger" role="status">
      <strong>Files are not carried to the clearinghouse since {at(trouble.since)}.</strong>{" "}
      {linkFaultWords(trouble.fault, trouble.about).is} A manager finds what to do under Clearinghouse; what waits is
      not lost.
    </Notice>
  );
}

function useMoment(): (at: Instant) => string {
  const { timeZone } = useSession();
  return (at) => `${formatDate(dateIn(at, timeZone))} ${formatTime(timeIn(at, timeZone))}`;
}
