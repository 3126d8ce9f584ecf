#!/bin/sh
echo "This is the $(cat variant.txt) variant."
