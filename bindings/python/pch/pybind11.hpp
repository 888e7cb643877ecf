// src/pch/standard.hpp and pybind11, compiled once for the extension module (precompiled header).
#ifndef HAKIT_PCH_PYBIND11_HPP  // "#pragma once" warns in a main file
#define HAKIT_PCH_PYBIND11_HPP

#include "../../../src/pch/standard.hpp"

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#endif
