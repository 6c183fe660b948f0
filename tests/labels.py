"""Labels of a made-up team, with examples to learn them from."""

from __future__ import annotations

LABELS = {
    "late_parcel": (
        "Where is my parcel?",
        "My parcel has not come yet",
        "The parcel is late again",
        "When will my parcel arrive?",
        "I am still waiting for the parcel",
        "The courier did not bring my parcel",
    ),
    "noisy_brake": (
        "My brakes squeak",
        "The brake makes a terrible noise",
        "Why does the front brake squeal?",
        "There is a grinding sound when I brake",
        "The rear brake is loud in the rain",
        "My disc brake screams",
    ),
}
