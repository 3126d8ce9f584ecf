#!/bin/sh
# Greets whoever comes to the door.
echo "${GREETING:-Hello}, and welcome to Pelican Post."
