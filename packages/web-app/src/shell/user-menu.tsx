import { Avatar, Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { roleLabels } from "@practicum/contracts/permission";
import {
  IconBell,
  IconKey,
  IconKeyboard,
  IconLock,
  IconLogout,
  IconMoon,
  IconSun,
  IconSunMoon,
  IconUsers,
} from "@tabler/icons-react";
import { useSession } from "../session/session-context.ts";
import { useDock } from "./dock/dock-context.ts";

/** Who I am, the look, the keys, the way out. */
export function UserMenu({ onKeyboardHelp }: { readonly onKeyboardHelp: () => void }) {
  const { staff, practice, signOut, lock, mode, can, waiting, notices } = useSession();
  const calls = waiting + notices;
  const dock = useDock();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const name = `${staff.given} ${staff.family}${staff.credential ? `, ${staff.credential}` : ""}`;
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton className="w-user">
          <Avatar
            size={28}
            radius="xl"
            name={`${staff.given} ${staff.family}`}
            color="blue"
            variant="filled"
            aria-hidden
          />
          <span className="w-user-name">{name}</span>
          {calls > 0 && (
            <b className="w-badge">
              {calls}
              <span className="p-visually-hidden"> about accounts</span>
            </b>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {staff.roles.map((role) => roleLabels[role]).join(", ")} · {practice.name}
        </Menu.Label>
        {(
          [
            ["light", "Light", IconSun],
            ["dark", "Dark", IconMoon],
            ["auto", "As the system", IconSunMoon],
          ] as const
        ).map(([scheme, label, Glyph]) => (
          <Menu.Item
            key={scheme}
            leftSection={<Glyph size={16} />}
            onClick={() => setColorScheme(scheme)}
            rightSection={colorScheme === scheme ? "✓" : null}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconKeyboard size={16} />}
          onClick={onKeyboardHelp}
          rightSection={<kbd className="p-kbd">?</kbd>}
        >
          Keyboard
        </Menu.Item>
        <Menu.Item leftSection={<IconKey size={16} />} onClick={() => dock.open("account")}>
          Password, two-factor sign-in, passkeys
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBell size={16} />}
          onClick={() => dock.open("account-notices")}
          rightSection={notices > 0 ? <b className="w-badge">{notices}</b> : null}
        >
          About your account
        </Menu.Item>
        {can("account.approve") && (
          <Menu.Item
            leftSection={<IconUsers size={16} />}
            onClick={() => dock.open("second-person")}
            rightSection={waiting > 0 ? <b className="w-badge">{waiting}</b> : null}
          >
            Second person
          </Menu.Item>
        )}
        {mode === "clinic" && (
          <Menu.Item leftSection={<IconLock size={16} />} onClick={lock}>
            Lock the screen
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
