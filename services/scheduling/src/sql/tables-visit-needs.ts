/** SCH-290 to SCH-294: what a kind of visit needs, and what a room is. */
export const VISIT_NEEDS: readonly string[] = [
  `alter table visit_type
    add column provider_minutes jsonb not null default '[]',
    add column room_kind text,
    add column preparation text not null default '',
    add column preparation_es text not null default ''`,
  `alter table resource add column room_kind text,
    add constraint resource_room_kind check (room_kind is null or kind = 'room')`,
  // A booking asks for the rooms of one kind at one site.
  `create index resource_room_kind on resource (location_id, room_kind) where room_kind is not null`,
];
