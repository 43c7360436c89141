/** Line icons on a 24 × 24 field (stroke, currentColor) and status shapes on 16 × 16. */
const path = (d) => `<path d="${d}"/>`;
const ring = '<circle cx="8" cy="8" r="6"/>';
const solid = 'fill="currentColor" stroke="none"';

export const icons = {
  search: `<circle cx="11" cy="11" r="6.5"/>${path("M16 16l5 5")}`,
  arrow: path("M4 12h15M13 6l6 6-6 6"),
  left: path("M15 5l-7 7 7 7"),
  right: path("M9 5l7 7-7 7"),
  down: path("M12 4v12M6 11l6 6 6-6M4 21h16"),
  menu: path("M3 7h18M3 12h18M3 17h18"),
  close: path("M6 6l12 12M18 6L6 18"),
  filter: path("M3 6h18M6 12h12M10 18h4"),
  check: path("M4 12.5l5.5 5.5L20 7"),
  minus: path("M5 12h14"),
  user: `<circle cx="12" cy="8" r="4"/>${path("M4 21c0-5 4-7 8-7s8 2 8 7")}`,
  theme: `<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor"/>`,
  globe: `<circle cx="12" cy="12" r="8.5"/>${path("M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17")}`,
  lock: path("M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3"),
  cal: path("M4 6h16v14H4zM4 10h16M8 3v5M16 3v5"),
  mail: path("M3 6h18v13H3zM3 7l9 7 9-7"),
  feed: `<circle cx="6" cy="18" r="1.5" fill="currentColor"/>${path("M4.5 11a8.5 8.5 0 0 1 8.5 8.5M4.5 5A14.5 14.5 0 0 1 19 19.5")}`,
};

export const shapes = {
  full: `<circle cx="8" cy="8" r="6" ${solid}/>`,
  half: `${ring}<path d="M8 2a6 6 0 0 1 0 12z" ${solid}/>`,
  ring,
  dash: '<circle cx="8" cy="8" r="6" stroke-dasharray="2.6 2.1"/>',
  pause: `${ring}${path("M6.3 5.5v5M9.7 5.5v5")}`,
  square: path("M3 3h10v10H3z"),
  check: path("M3 8.5l3.4 3.5L13 4.5"),
  cross: path("M4 4l8 8M12 4l-8 8"),
  tilde: path("M2.5 9.5c2-4 3.8-3 5.5-1.5s3.5 2.5 5.5-1.5"),
  minus: path("M3.5 8h9"),
  clock: `${ring}${path("M8 4.5v4l2.5 1.5")}`,
  lock: path("M3.5 7.5h9v6h-9zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2"),
};
