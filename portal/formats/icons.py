"""The portal's own line icons, on a 24 by 24 grid, drawn with a stroke of 2."""

ICONS = {
    "alert": "M12 8v5M12 16.5v.1M10.3 3.9 2.5 17.5A2 2 0 0 0 4.2 20.5h15.6a2 2 0 0 0 1.7-3L13.7 3.9a2 2 0 0 0-3.4 0Z",
    "arrow-left": "M19 12H5M11 6l-6 6 6 6",
    "arrow-right": "M5 12h14M13 6l6 6-6 6",
    "bookmark": "M6 4h12v16l-6-4.5L6 20Z",
    "calendar": "M4 6h16v14H4ZM4 10h16M8 3v4M16 3v4",
    "check": "M4.5 12.5 10 18 19.5 7",
    "chevron": "M9 5l7 7-7 7",
    "clock": "M12 7v5.5l3.5 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
    "cross": "M6 6l12 12M18 6 6 18",
    "document": "M6 3h8l4.5 4.5V21H6ZM14 3v5h4.5M9 13h6M9 17h6",
    "download": "M12 4v11M7 10.5l5 5 5-5M5 20h14",
    "exit": "M14 4h5v16h-5M4 12h11M11 8l4 4-4 4",
    "hourglass": "M7 3h10M7 21h10M8 3v4l4 5 4-5V3M8 21v-4l4-5 4 5v4",
    "house": "M4 20V10.5L12 3.5l8 7V20M10 20v-6h4v6",
    "info": "M12 11v5.5M12 7.5v.1M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
    "lock": "M6 11h12v9H6ZM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "mail": "M3 5.5h18v13H3ZM3 6.5l9 6.5 9-6.5",
    "pen": "M4 20l1-4.5L16.5 4 20 7.5 8.5 19ZM14 6.5 17.5 10",
    "person": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5a7.5 7.5 0 0 1 15 0",
    "phone": "M7 2.5h10v19H7ZM11 18.5h2",
    "source": (
        "M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3Z"
        "M4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3"
    ),
    "upload": "M12 16V5M7 9.5l5-5 5 5M5 20h14",
}
